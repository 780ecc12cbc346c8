package dev.curfew.issuer.policy.opa;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.curfew.issuer.policy.Decision;
import dev.curfew.issuer.policy.Inputs;
import dev.curfew.issuer.policy.PolicyInput;
import dev.curfew.issuer.policy.PolicySet;
import dev.curfew.issuer.policy.PolicyUnavailableException;
import dev.curfew.issuer.policy.SecondGate.Opinion;
import dev.curfew.issuer.policy.cel.CelConditions;
import dev.curfew.issuer.policy.yaml.PolicyReader;
import io.vertx.mutiny.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A real OPA with the package in docs/policy says what the policy beside it says. Skipped where no
/// `opa` is on the PATH.
@SuppressWarnings("NullAway.Init") // set before all
class OpaServerIT {
  private static final Path EXAMPLE = Path.of("../docs/policy");
  private static final String TOKEN = "opensesame";

  private static final String WHO_MAY_ASK =
      """
      package system.authz

      default allow := false

      allow if input.path == ["health"]

      allow if input.identity == "%s"
      """
          .formatted(TOKEN);

  private static Path binary;
  private static Opa opa;
  private static Vertx vertx;
  private static PolicySet policy;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    assumeTrue(Opa.binary().isPresent(), "no opa on the PATH");
    binary = Opa.binary().orElseThrow();
    Path authz = Files.writeString(directory.resolve("authz.rego"), WHO_MAY_ASK);
    opa = Opa.start(binary, directory, EXAMPLE.resolve("curfew.rego"), authz);
    vertx = Vertx.vertx();
    policy =
        new PolicyReader(new CelConditions())
            .read(Files.readAllBytes(EXAMPLE.resolve("policy.yaml")));
  }

  @AfterAll
  static void stop() {
    if (opa != null) {
      opa.close();
      vertx.closeAndAwait();
    }
  }

  static Stream<Arguments> requests() {
    PolicyInput push = claiming(ask("ci-deploy"), "ref", "refs/heads/main");
    PolicyInput release =
        claiming(
            claiming(claiming(push, "ref", "refs/tags/v1.2.3"), "ref_type", "tag"),
            "environment",
            "production");
    PolicyInput read = ask("ci-read");
    return Stream.of(
        argumentSet("main branch", push, "main branch"),
        argumentSet("a looked up job", Inputs.ofJob(push, Inputs.JOB), "main branch"),
        argumentSet("release", release, "releases"),
        argumentSet("no environment", claiming(release, "environment", null), null),
        argumentSet("no version", claiming(release, "ref", "refs/tags/v1.2.3-rc1"), null),
        argumentSet("another branch", claiming(push, "ref", "refs/heads/patch"), null),
        argumentSet("another's", claiming(push, "repository", "acme/Shop"), null),
        argumentSet("target", claiming(push, "event_name", "pull_request_target"), null),
        argumentSet("self-hosted", claiming(push, "runner_environment", "self-hosted"), null),
        argumentSet("no runner", claiming(push, "runner_environment", null), null),
        argumentSet("organisation", read, "organisation"),
        argumentSet("a number", claiming(read, "repository_owner_id", 4711L), "organisation"),
        argumentSet("any runner", claiming(read, "runner_environment", null), "organisation"),
        argumentSet("others", claiming(read, "repository_owner_id", "47110"), null),
        argumentSet("unknown role", ask("ci-admin"), null));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void bothGatesSayTheSame(PolicyInput input, @Nullable String rule) {
    Opinion opinion = opinion(input);

    assertThat(opinion.allows()).isEqualTo(rule != null);
    assertThat(opinion.decisionId()).isPresent();
    assertThat(opinion.reasons()).isNotEmpty();
    switch (policy.decide(input)) {
      case Decision.Allowed(var grant) -> {
        assertThat(grant.rule()).isEqualTo(rule);
        assertThat(opinion.reasons()).containsExactly("rule: " + rule);
      }
      case Decision.Refused _ -> assertThat(rule).isNull();
    }
  }

  @Test
  void eachDecisionHasItsOwnId() {
    assertThat(opinion(ask("ci-read")).decisionId())
        .isNotEqualTo(opinion(ask("ci-read")).decisionId());
  }

  @Test
  void withoutTheTokenThereIsNoAnswer() {
    OpaGate gate = new OpaGate(vertx, GateSettings.of(opa.data("curfew/issue")));

    assertThatThrownBy(() -> gate.ask(ask("ci-read")).await().indefinitely())
        .isInstanceOf(PolicyUnavailableException.class)
        .hasMessageContaining("401");
  }

  @Test
  void aPackageThatIsNotThereIsNoAnswer() {
    OpaGate gate =
        new OpaGate(vertx, GateSettings.of(opa.data("no/such/package")).withToken(TOKEN));

    assertThatThrownBy(() -> gate.ask(ask("ci-read")).await().indefinitely())
        .isInstanceOf(PolicyUnavailableException.class)
        .hasMessageContaining("result.allow");
  }

  @Test
  void thePackagesOwnTestsPass() throws IOException, InterruptedException {
    Process test =
        new ProcessBuilder(binary.toString(), "test", EXAMPLE.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(test.getInputStream().readAllBytes(), UTF_8);

    assertThat(test.waitFor()).as(said).isZero();
  }

  private static Opinion opinion(PolicyInput input) {
    OpaGate gate = new OpaGate(vertx, GateSettings.of(opa.data("curfew/issue")).withToken(TOKEN));
    return gate.ask(input).await().indefinitely();
  }

  private static PolicyInput claiming(PolicyInput input, String name, @Nullable Object value) {
    return Inputs.claiming(input, name, value);
  }

  private static PolicyInput ask(String role) {
    PolicyInput push =
        claiming(
            claiming(claiming(Inputs.push(), "repository", "acme/shop"), "ref_type", "branch"),
            "repository_owner_id",
            "4711");
    return new PolicyInput(
        push.claims(),
        push.job(),
        "arn:aws:iam::123456789012:role/" + role,
        Duration.ofMinutes(15),
        push.credentialId(),
        push.step());
  }
}
