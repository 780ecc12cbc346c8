package dev.curfew.issuer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The service as it is shipped, in a JVM of its own. It runs until it is closed, or has ended by
/// itself.
public final class PackagedIssuer implements AutoCloseable {
  private static final String JAR = "target/quarkus-app/quarkus-run.jar";
  private static final Pattern LISTENING = Pattern.compile("Listening on: (\\S+)");

  /// For short lives: the slow compiler's work would never pay.
  private static final List<String> JVM =
      List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Process process;
  private final String said;

  private PackagedIssuer(Map<String, String> environment, Map<String, String> properties)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(properties)).redirectErrorStream(true);
    // What is set here is about something else.
    builder.environment().clear();
    builder.environment().putAll(environment);
    process = builder.start();
    BufferedReader output = process.inputReader();
    StringBuilder lines = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.append(line).append('\n');
      if (line.contains("started in")) {
        break;
      }
    }
    said = lines.toString();
    // Or it would wait for somebody to read on.
    Thread.ofVirtual().start(() -> drain(output));
  }

  /// As in production. Returns when it has started, or has failed to.
  public static PackagedIssuer by(Map<String, String> environment) throws IOException {
    return new PackagedIssuer(environment, Map.of());
  }

  /// By what tests have: Quarkus' and the AWS SDK's properties by their own names.
  public static PackagedIssuer with(Map<String, String> properties) throws IOException {
    return new PackagedIssuer(Map.of(), properties);
  }

  private static List<String> command(Map<String, String> properties) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(JVM);
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.add("-jar");
    command.add(JAR);
    return command;
  }

  private static void drain(BufferedReader output) {
    try {
      output.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // It was closed.
      return;
    }
  }

  /// All that it said until it had started, or had failed to.
  public String said() {
    return said;
  }

  /// The address that it names; empty where it has not started.
  public String address() {
    Matcher matcher = LISTENING.matcher(said);
    return matcher.find() ? matcher.group(1) : "";
  }

  public int port() {
    return Integer.parseInt(address().replaceAll(".*:(\\d+).*", "$1"));
  }

  /// As `kill -9` does it.
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
