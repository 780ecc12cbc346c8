package dev.curfew.local.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.curfew.local.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A launcher's JVM, started as `./curfew` starts it.
final class Launcher {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final Path output;

  private Launcher(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /// @param data where its data goes
  static Launcher start(Path data, String... arguments) {
    List<String> command = command(data, arguments);
    try {
      Path output = Files.createTempFile(data, "output", ".txt");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      return new Launcher(process, output);
    } catch (IOException e) {
      throw new UncheckedIOException("the launcher cannot start", e);
    }
  }

  /// The command line, for who wants more than its output.
  static List<String> command(Path data, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dcurfew.root=" + Checkout.here().root(),
                "-Dcurfew.data=" + data,
                "-cp",
                Checkout.here().classPath(),
                "dev.curfew.local.Main"));
    command.addAll(List.of(arguments));
    return command;
  }

  /// Its exit status.
  int exitStatus() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the launcher does not end:\n" + output());
    }
    return process.exitValue();
  }

  void awaitOutput(String text) {
    await("output: " + text).atMost(PATIENCE).until(() -> output().contains(text));
  }

  String output() {
    try {
      return Files.readString(output, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("no output", e);
    }
  }

  /// Services, and what else it started itself. PostgreSQL is nobody's child.
  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /// `kill -9`
  void kill() {
    process.destroyForcibly();
  }

  /// `kill`, and what Ctrl-C does.
  void terminate() {
    process.destroy();
  }
}
