package dev.curfew.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.curfew.local.Checkout;
import dev.curfew.local.LauncherLog;
import dev.curfew.sandbox.LoopbackPort;
import dev.curfew.sandbox.kafka.EmbeddedKafka;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A broker in a JVM of its own, which can be killed, and whose CPU time is its own. Its end is
/// always a `kill -9`.
final class BrokerProcess implements Broker {
  private static final String READY = "ready";

  private final Process process;
  private final int port;

  private BrokerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Returns when clients can connect.
  ///
  /// @throws ServiceFailedException if it ends before
  static BrokerProcess start(Checkout checkout, Path directory, int wantedPort) {
    int port = wantedPort == 0 ? LoopbackPort.free() : wantedPort;
    try {
      Path logs = Files.createDirectories(directory.resolveSibling("broker"));
      Process process =
          new ProcessBuilder(command(checkout, directory, port, logs))
              .redirectError(logs.resolve("errors.log").toFile())
              .start();
      BufferedReader said = process.inputReader(UTF_8);
      if (!READY.equals(said.readLine())) {
        process.destroyForcibly();
        throw new ServiceFailedException("the broker did not start: see " + logs);
      }
      return new BrokerProcess(process, port);
    } catch (IOException e) {
      throw new UncheckedIOException("the broker cannot start in " + directory, e);
    }
  }

  private static List<String> command(Checkout checkout, Path directory, int port, Path logs) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx384m",
        "-XX:+UseSerialGC",
        "-javaagent:" + checkout.agent() + "=" + ProcessHandle.current().pid(),
        "-cp",
        checkout.classPath(),
        Main.class.getName(),
        directory.toString(),
        Integer.toString(port),
        logs.toString());
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  @Override
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /// What runs in that JVM.
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
      LauncherLog.in(Path.of(arguments[2]));
      EmbeddedKafka kafka =
          EmbeddedKafka.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
      kafka.createTopics();
      System.out.println(READY);
      Thread.currentThread().join();
    }
  }
}
