package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.local.Checkout;
import dev.curfew.local.job.AwsCaller;
import dev.curfew.local.stack.IamClients;
import dev.curfew.sandbox.github.ActionsJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.services.iam.IamClient;

/// What the documents tell people to paste into their workflows, run as it stands there but for the
/// issuer's address and the role.
@ExtendWith(SystemExtension.class)
class DocumentedScriptsIT {
  private static final String MASK = "::add-mask::";
  private static final List<String> SECRETS = List.of("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");

  private final WholeSystem system;
  private ActionsJob job;
  private Map<?, ?> workflowJob;
  private Map<String, String> environment;

  @TempDir private Path directory;

  DocumentedScriptsIT(WholeSystem system) {
    this.system = system;
    this.job = system.startJob();
    this.workflowJob = Map.of();
    this.environment = new HashMap<>();
  }

  @BeforeEach
  void readTheWorkflow() throws IOException {
    assumeThat(Runner.isPossible()).as("bash, curl and jq").isTrue();
    Map<String, Map<String, Map<?, ?>>> workflow =
        new Yaml().load(block("README.md", "yaml", "on: push"));
    workflowJob = workflow.getOrDefault("jobs", Map.of()).getOrDefault("deploy", Map.of());
    if (workflowJob.get("env") instanceof Map<?, ?> ofJob) {
      ofJob.forEach((name, value) -> environment.put(name.toString(), value.toString()));
    }
    environment.replace("CURFEW", system.stack().issuer().uri().toString());
    environment.replace("ROLE", system.stack().role());
  }

  @Test
  void theWorkflowGetsCredentialsForLaterStepsAndGivesThemBack() throws Exception {
    Runner runner = new Runner(directory, job, environment);

    Runner.Ended ended = runner.run(steps().getFirst());

    assertThat(ended.status()).as(ended.output()).isZero();
    AwsSessionCredentials credentials = credentials(runner.environment());
    try (IamClient iam = IamClients.of(system.stack().aws().endpoint(), credentials)) {
      iam.listAccountAliases();
    }

    Runner.Ended given = runner.run(steps().getLast());

    assertThat(given.status()).as(given.output()).isZero();
    awaitDenied(credentials);
  }

  @Test
  void theWorkflowShowsItsSecretsToNobody() throws Exception {
    Runner runner = new Runner(directory, job, environment);

    Runner.Ended ended = runner.run(steps().getFirst());
    String lease = runner.output("curfew", "lease");
    Runner.Ended given = runner.run(steps().getLast());

    // GitHub's token, the secret key, the session token and the release token.
    List<String> masked =
        ended.output().lines().filter(line -> line.startsWith(MASK)).map(this::unmasked).toList();
    assertThat(masked)
        .hasSize(4)
        .containsAll(SECRETS.stream().map(runner.environment()::get).toList());
    assertThat(masked).anyMatch(lease::contains);
    String shown =
        Stream.concat(ended.output().lines(), given.output().lines())
            .filter(line -> !line.startsWith(MASK))
            .collect(Collectors.joining("\n"));
    assertThat(shown).isEmpty();
    assertThat(runner.arguments()).contains("/issue").contains("/release");
    assertThat(Stream.concat(masked.stream(), Stream.of(job.idTokenRequestToken())))
        .noneMatch(runner.arguments()::contains);
  }

  @Test
  void theWorkflowEndsWithTheIssuersWordsWhereItIsRefused() throws Exception {
    environment.put("ROLE", system.stack().role() + "-of-others");
    Runner runner = new Runner(directory, job, environment);

    Runner.Ended ended = runner.run(steps().getFirst());

    assertThat(ended.status()).isNotZero();
    assertThat(ended.output()).contains("https://curfew.dev/problems/role-not-granted");
    assertThat(runner.environment()).doesNotContainKeys("AWS_ACCESS_KEY_ID");
  }

  @Test
  void theCredentialProcessEquipsAnSdk() throws Exception {
    Runner runner = new Runner(directory, job, environment);
    Path script = directory.resolve("curfew-credentials");
    Files.writeString(script, block("docs/issuing.md", "bash", "#!/usr/bin/env bash"));
    Path inTheJob = directory.resolve("in-the-job");
    Map<String, String> variables = new HashMap<>(runner.ofRunner());
    variables.put("CURFEW", system.stack().issuer().uri().toString());
    variables.put("JOB_ID", Long.toString(job.jobId()));
    Files.writeString(
        inTheJob,
        variables.entrySet().stream()
                .map(variable -> "export " + variable.getKey() + "='" + variable.getValue() + "'\n")
                .collect(Collectors.joining())
            + "exec bash "
            + script
            + " \"$@\"\n");
    String config =
        block("docs/issuing.md", "ini", "# ~/.aws/config")
            .replace("/usr/local/bin/curfew-credentials", "sh " + inTheJob)
            .replaceFirst("arn:\\S+", system.stack().role());

    AwsCredentials credentials = fromProfile(config);

    try (IamClient iam = IamClients.of(system.stack().aws().endpoint(), credentials)) {
      iam.listAccountAliases();
    }
    assertThat(runner.arguments()).contains("credential_process");
    assertThat(runner.arguments()).doesNotContain(job.idTokenRequestToken(), "eyJ");
  }

  private static AwsCredentials fromProfile(String config) {
    ProfileFile file =
        ProfileFile.builder().type(ProfileFile.Type.CONFIGURATION).content(config).build();
    try (ProfileCredentialsProvider provider =
        ProfileCredentialsProvider.builder().profileFile(file).profileName("ci").build()) {
      return provider.resolveCredentials();
    }
  }

  private void awaitDenied(AwsSessionCredentials credentials) {
    try (AwsCaller caller = new AwsCaller(system.stack().aws().endpoint(), credentials)) {
      await().atMost(WholeSystem.PATIENCE).until(() -> caller.call().isExplicitDeny());
    }
  }

  private String unmasked(String line) {
    return line.substring(MASK.length());
  }

  private static AwsSessionCredentials credentials(Map<String, String> environment) {
    return AwsSessionCredentials.create(
        environment.getOrDefault("AWS_ACCESS_KEY_ID", ""),
        environment.getOrDefault("AWS_SECRET_ACCESS_KEY", ""),
        environment.getOrDefault("AWS_SESSION_TOKEN", ""));
  }

  private List<Map<?, ?>> steps() {
    List<?> steps = workflowJob.get("steps") instanceof List<?> list ? list : List.of();
    return steps.stream().<Map<?, ?>>map(step -> (Map<?, ?>) step).toList();
  }

  /// The one code block of a language that begins so.
  private static String block(String file, String language, String begins) throws IOException {
    String text = Files.readString(Checkout.here().root().resolve(file));
    Matcher blocks = Pattern.compile("(?ms)^( *)```" + language + "\\n(.*?)^\\1```$").matcher(text);
    List<String> found =
        blocks
            .results()
            .map(block -> block.group(2).stripTrailing().stripIndent() + "\n")
            .filter(block -> block.startsWith(begins))
            .toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }
}
