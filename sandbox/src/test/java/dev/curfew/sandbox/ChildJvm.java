package dev.curfew.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A main class of the tests in a JVM of its own, which can be killed as `kill -9` does.
public final class ChildJvm implements AutoCloseable {
  /// What the main class prints when it has done what the test wants to see survive.
  public static final String READY = "ready";

  private final Process process;

  private ChildJvm(Process process) {
    this.process = process;
  }

  /// Returns when the child is ready.
  public static ChildJvm start(Class<?> main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    awaitReady(process.inputReader(UTF_8));
    return new ChildJvm(process);
  }

  private static void awaitReady(BufferedReader output) throws IOException {
    for (String line = output.readLine(); !READY.equals(line); line = output.readLine()) {
      if (line == null) {
        throw new IllegalStateException("the child ended before it was ready");
      }
    }
  }

  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
