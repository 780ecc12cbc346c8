package dev.curfew.issuer.issuance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The policy's file is edited while the issuer runs.
@QuarkusTest
@WithTestResource(Surroundings.class)
@SuppressWarnings("NullAway.Init") // injected
class PolicyEditIT {
  @RegisterExtension static final LogWatch LOG = new LogWatch();

  Surroundings around;
  ActionsJob job;
  String before;

  @BeforeEach
  void open() throws IOException {
    job = around.github().startJob(JobSpec.example());
    before = Files.readString(around.policy());
  }

  @AfterEach
  void restore() throws IOException {
    Files.writeString(around.policy(), before);
    await().untilAsserted(() -> assertThat(Ask.by(job).post().statusCode()).isEqualTo(200));
    await().untilAsserted(() -> assertThat(health()).isEqualTo("in force"));
  }

  @Test
  void whatIsNoLongerAllowedIsRefusedWithoutARestart() throws IOException {
    edit("claims.repository in", "claims.actor == 'nobody' && claims.repository in");

    await()
        .untilAsserted(() ->
            assertThat(Ask.by(job).post().<String>path("type")).endsWith("/role-not-granted"));
  }

  @Test
  void aBrokenEditChangesNothingAndIsToldEverywhere() throws IOException {
    edit("claims.repository in", "claims.repositry in");

    await()
        .untilAsserted(() ->
            given()
                .get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body(
                    "checks.find { it.name == 'policy' }.data.file",
                    containsString("policy.yaml:6:21: undefined field 'repositry'")));
    assertThat(Ask.by(job).post().statusCode()).isEqualTo(200);
    assertThat(given().get("/q/metrics").asString()).contains("curfew_policy_broken 1.0");
    assertThat(LOG.lines())
        .filteredOn(line -> line.startsWith("ERROR") && line.contains("policy not taken over"))
        .anyMatch(line -> line.contains("undefined field 'repositry'"));
  }

  @Test
  void aDurationAboveTheRolesMaximumIsRefused() throws IOException {
    edit("maximum_duration_seconds: 3600", "maximum_duration_seconds: 1200");

    await()
        .untilAsserted(() ->
            Refused.asInvalid(
                Ask.by(job).with("duration_seconds", 1201).post(),
                "duration_seconds must be at most 1200 for this role"));
    assertThat(Ask.by(job).with("duration_seconds", 1200).post().statusCode()).isEqualTo(200);
  }

  @Test
  void aJobOnASelfHostedRunnerIsRefusedUnlessTheRoleAllowsIt() throws IOException {
    Forge forge = new Forge(around.github(), job);
    Supplier<Response> asked =
        () -> Ask.by(job, forge.claiming("runner_environment", "self-hosted")).post();
    Refused.with(Refusal.ROLE_NOT_GRANTED, asked.get());

    edit("    rules:", "    self_hosted: true\n    rules:");

    await().untilAsserted(() -> assertThat(asked.get().statusCode()).isEqualTo(200));
  }

  @Test
  void pullRequestTargetIsRefusedUnlessTheRoleAllowsIt() throws IOException {
    ActionsJob target =
        around
            .github()
            .startJob(JobSpec.example().withEvent("pull_request_target", "patch-1", "main"));
    Refused.with(Refusal.ROLE_NOT_GRANTED, Ask.by(target).post());

    edit("    rules:", "    pull_request_target: true\n    rules:");

    await().untilAsserted(() -> assertThat(Ask.by(target).post().statusCode()).isEqualTo(200));
  }

  @Test
  void whyNoRuleHeldIsInTheLogAlone() throws IOException {
    edit("claims.repository in", "claims.environment == 'production' && claims.repository in");

    await()
        .untilAsserted(() -> {
          Response answer = Ask.by(job).post();
          Refused.with(Refusal.ROLE_NOT_GRANTED, answer);
        });
    assertThat(LOG.lines()).anyMatch(line -> line.contains("«repositories» cannot be answered"));
  }

  private void edit(String what, String by) throws IOException {
    assertThat(before).contains(what);
    Files.writeString(around.policy(), before.replace(what, by));
  }

  private static String health() {
    return given().get("/q/health/ready").path("checks.find { it.name == 'policy' }.data.file");
  }
}
