package dev.curfew.local.bench.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.curfew.sandbox.LoopbackPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// A receiver in Node.js, as somebody else would write it: `receiver.mjs PORT BROKER TOPIC SECRET`,
/// which prints `up` once it listens, and writes `{"job": ID}` to its topic.
final class Peer implements AutoCloseable {
  private static final String TOPIC = "peer.jobs";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final Receiver receiver;

  private Peer(Process process, Receiver receiver) {
    this.process = process;
    this.receiver = receiver;
  }

  /// Installs what it needs into a copy, since its folder may not be ours to write in.
  ///
  /// @throws PeerAbsentException where there is none to run
  static Peer start(Path folder, Path copy, String bootstrapServers) throws PeerAbsentException {
    if (!Files.isRegularFile(folder.resolve("receiver.mjs"))) {
      throw new PeerAbsentException("no receiver.mjs in " + folder);
    }
    try {
      copy(folder, copy);
      install(copy);
      int port = LoopbackPort.free();
      String secret = UUID.randomUUID().toString();
      Process process =
          new ProcessBuilder(
                  "node", "receiver.mjs", Integer.toString(port), bootstrapServers, TOPIC, secret)
              .directory(copy.toFile())
              .redirectError(copy.resolve("errors.log").toFile())
              .start();
      if (!"up".equals(process.inputReader(UTF_8).readLine())) {
        process.destroyForcibly();
        throw new PeerAbsentException("it does not start: see " + copy.resolve("errors.log"));
      }
      return new Peer(
          process,
          new Receiver(
              "peer " + folder.getFileName(),
              URI.create("http://127.0.0.1:" + port + "/github"),
              secret,
              TOPIC,
              Peer::job,
              process.toHandle()));
    } catch (IOException e) {
      throw new PeerAbsentException("node or npm cannot be run: " + e.getMessage());
    }
  }

  Receiver receiver() {
    return receiver;
  }

  private static void copy(Path folder, Path copy) throws IOException {
    Files.createDirectories(copy);
    try (Stream<Path> files = Files.list(folder).filter(Files::isRegularFile)) {
      for (Path file : files.toList()) {
        Files.write(copy.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
  }

  private static void install(Path copy) throws IOException, PeerAbsentException {
    Process npm =
        new ProcessBuilder(List.of("npm", "install", "--no-audit", "--no-fund"))
            .directory(copy.toFile())
            .redirectErrorStream(true)
            .redirectOutput(copy.resolve("npm.log").toFile())
            .start();
    if (npm.onExit().join().exitValue() != 0) {
      throw new PeerAbsentException("npm install fails: see " + copy.resolve("npm.log"));
    }
  }

  private static OptionalLong job(ConsumerRecord<?, byte[]> record) {
    try {
      return OptionalLong.of(JSON.readTree(record.value()).path("job").longValue());
    } catch (IOException e) {
      throw new UncheckedIOException("the peer writes no JSON", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
