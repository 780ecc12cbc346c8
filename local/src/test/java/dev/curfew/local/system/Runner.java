package dev.curfew.local.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.curfew.sandbox.github.ActionsJob;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A job's steps as GitHub's runner runs them: bash that ends at the first error, the variables
/// that a job has, and a file for each way in which a step hands on to later ones. What the
/// scripts' tools get as arguments is written down, since everybody on a machine can read it.
final class Runner {
  private static final List<String> TOOLS = List.of("curl", "jq");
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{ ([\\w.]+) }}");

  private final Path directory;
  private final ActionsJob job;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> contexts = new HashMap<>();

  Runner(Path directory, ActionsJob job, Map<String, String> ofJob) throws IOException {
    this.directory = directory;
    this.job = job;
    environment.putAll(ofJob);
    contexts.put("job.check_run_id", Long.toString(job.jobId()));
    for (String tool : TOOLS) {
      wrap(tool);
    }
  }

  /// Whether this machine has what the scripts need.
  static boolean isPossible() {
    return Stream.concat(Stream.of("bash"), TOOLS.stream())
        .allMatch(tool -> find(tool).isPresent());
  }

  /// How a step ended, and what it wrote.
  record Ended(int status, String output) {}

  /// @param step as it stands in the workflow
  Ended run(Map<?, ?> step) throws IOException, InterruptedException {
    Map<String, String> variables = new HashMap<>(environment);
    if (step.get("env") instanceof Map<?, ?> ofStep) {
      ofStep.forEach((name, value) -> variables.put(name.toString(), evaluated(value.toString())));
    }
    Path handedOn = Files.writeString(directory.resolve("env"), "");
    Path outputs = Files.writeString(directory.resolve("outputs"), "");
    variables.put("GITHUB_ENV", handedOn.toString());
    variables.put("GITHUB_OUTPUT", outputs.toString());
    Ended ended = bash(String.valueOf(step.get("run")), variables);
    environment.putAll(lines(handedOn));
    lines(outputs)
        .forEach(
            (name, value) -> contexts.put("steps." + step.get("id") + ".outputs." + name, value));
    return ended;
  }

  private Ended bash(String script, Map<String, String> variables)
      throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("step.sh"), script);
    Path output = directory.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "--noprofile", "--norc", "-euo", "pipefail", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().putAll(variables);
    builder.environment().putAll(ofRunner());
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return new Ended(process.waitFor(), Files.readString(output, UTF_8));
  }

  /// What every step of this job has.
  Map<String, String> ofRunner() {
    return Map.of(
        "PATH", directory + File.pathSeparator + System.getenv("PATH"),
        "GITHUB_REPOSITORY", job.repository(),
        "ACTIONS_ID_TOKEN_REQUEST_URL", job.idTokenRequestUrl().toString(),
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN", job.idTokenRequestToken());
  }

  /// What was handed on by the steps so far, and what the job had from the start.
  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  /// What a step put out by this name.
  String output(String step, String name) {
    return contexts.getOrDefault("steps." + step + ".outputs." + name, "");
  }

  /// All arguments that tools were started with.
  String arguments() throws IOException {
    return Files.readString(directory.resolve("arguments"), UTF_8);
  }

  /// What no context has is empty, as at GitHub.
  private String evaluated(String value) {
    return EXPRESSION
        .matcher(value)
        .replaceAll(
            expression -> Matcher.quoteReplacement(contexts.getOrDefault(expression.group(1), "")));
  }

  private static Map<String, String> lines(Path file) throws IOException {
    Map<String, String> values = new HashMap<>();
    for (String line : Files.readAllLines(file, UTF_8)) {
      int equals = line.indexOf('=');
      values.put(line.substring(0, equals), line.substring(equals + 1));
    }
    return values;
  }

  private void wrap(String tool) throws IOException {
    Path real = find(tool).orElseThrow();
    Path wrapper =
        Files.writeString(
            directory.resolve(tool),
            "#!/bin/sh\nprintf '%%s\\n' \"$*\" >>'%s/arguments'\nexec '%s' \"$@\"\n"
                .formatted(directory, real));
    if (!wrapper.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + wrapper + " executable");
    }
  }

  private static Optional<Path> find(String tool) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).resolve(tool))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
