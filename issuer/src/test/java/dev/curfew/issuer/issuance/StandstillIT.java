package dev.curfew.issuer.issuance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.schemas.event.Detection;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.event.JobIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A reader that was there once, and stands still.
@QuarkusTest
@QuarkusTestResource(
    value = Surroundings.class,
    restrictToAnnotatedClass = true,
    initArgs = @ResourceArg(name = "curfew.issuer.intake.stale-after", value = "2s"))
@SuppressWarnings("NullAway.Init") // injected
class StandstillIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension static final LogWatch LOG = new LogWatch();

  Surroundings around;

  @Test
  void nothingIsIssuedWhileEndsAreNotStored() throws SQLException {
    ActionsJob ended = around.github().startJob(JobSpec.example());
    ActionsJob job = around.github().startJob(JobSpec.example());
    assertThat(Ask.by(ended).post().statusCode()).isEqualTo(200);

    try (Connection _ = around.holdBack("issuer.read_position")) {
      end(ended);
      awaitReadiness(503);

      Refused.with(Refusal.UNAVAILABLE, Ask.by(job).post());
      assertThat(LOG.lines()).anyMatch(line -> line.contains("ends and orders are not all read"));
    }

    awaitReadiness(200);
    await().atMost(PATIENCE).until(() -> Ask.by(job).post().statusCode() == 200);
    Refused.with(Refusal.JOB_ENDED, Ask.by(ended).post());
  }

  private void end(ActionsJob job) {
    Instant now = Instant.now();
    around.say(
        new JobCompleted(
            new JobIdentity(
                job.repositoryId(), job.repository(), job.runId(), job.runAttempt(), job.jobId()),
            "success",
            null,
            new Detection(Detection.Source.WEBHOOK, now, now),
            null));
  }

  private static void awaitReadiness(int status) {
    await().atMost(PATIENCE).until(() -> given().get("/q/health/ready").statusCode() == status);
  }
}
