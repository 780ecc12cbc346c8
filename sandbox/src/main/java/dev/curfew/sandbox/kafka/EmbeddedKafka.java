package dev.curfew.sandbox.kafka;

import dev.curfew.sandbox.DirectoryLock;
import dev.curfew.sandbox.LoopbackPort;
import java.net.SocketException;
import java.nio.file.Path;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One Kafka node, broker and controller, in this JVM: on loopback, without authentication, its
/// data kept in a directory. It starts again on that directory, on any port, with all that was
/// acknowledged, after a `kill -9` too (of the process: a power cut may cost what the operating
/// system had not written yet).
///
/// Close it before deleting the directory: a broker whose log directory fails halts its JVM.
public final class EmbeddedKafka implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedKafka.class);
  private static final int ATTEMPTS = 3;

  private final KafkaRaftServer server;
  private final DirectoryLock lock;
  private final int port;

  private EmbeddedKafka(KafkaRaftServer server, DirectoryLock lock, int port) {
    this.server = server;
    this.lock = lock;
    this.port = port;
  }

  /// Returns when clients can connect.
  ///
  /// @param port 0 for any that is free
  /// @throws IllegalStateException if the port is taken, or the directory in use
  public static EmbeddedKafka start(Path dataDirectory, int port) {
    Path directory = dataDirectory.toAbsolutePath().normalize();
    DirectoryLock lock = DirectoryLock.take(directory);
    try {
      NodeStorage.formatIfNew(directory);
      return start(directory, port, lock);
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private static EmbeddedKafka start(Path directory, int wantedPort, DirectoryLock lock) {
    for (int attempt = 1; ; attempt++) {
      if (wantedPort != 0) {
        LoopbackPort.requireFree(wantedPort, "Kafka");
      }
      int port = wantedPort != 0 ? wantedPort : LoopbackPort.free();
      KafkaConfig config = NodeConfig.of(directory, port, LoopbackPort.free());
      KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
      try {
        server.startup();
        log.atInfo().addKeyValue("port", port).addKeyValue("dir", directory).log("kafka started");
        return new EmbeddedKafka(server, lock, port);
      } catch (RuntimeException e) {
        stop(server);
        // Between the look and the bind somebody took one of the two ports.
        if (!isBindFailure(e) || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /// `host:port`, as clients' `bootstrap.servers` wants it.
  public String bootstrapServers() {
    return NodeConfig.HOST + ":" + port;
  }

  /// Creates those topics of the contract that are missing, as it partitions them.
  ///
  /// @throws IllegalStateException if one exists with another number of partitions
  public void createTopics() {
    ContractTopics.create(bootstrapServers());
  }

  @Override
  public void close() {
    stop(server);
    lock.close();
  }

  private static void stop(KafkaRaftServer server) {
    server.shutdown();
    server.awaitShutdown();
  }

  private static boolean isBindFailure(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketException) {
        return true;
      }
    }
    return false;
  }
}
