package dev.curfew.issuer.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.schemas.event.RevocationRecovered;
import dev.curfew.schemas.event.RevocationStalled;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Where nothing is to be issued that could not be revoked.
@QuarkusTest
@QuarkusTestResource(
    value = Surroundings.class,
    restrictToAnnotatedClass = true,
    initArgs = @ResourceArg(name = "curfew.issuer.when-revocation-fails", value = "refuse"))
@SuppressWarnings("NullAway.Init") // injected
class CircuitRefuseIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension static final LogWatch LOG = new LogWatch();

  Surroundings around;
  ActionsJob job;

  @BeforeEach
  void startJob() {
    job = around.github().startJob(JobSpec.example());
  }

  @Test
  void nothingIsIssuedWhileDeniesWaitAndAllAfterwards() {
    assertThat(Ask.by(job).post().statusCode()).isEqualTo(200);

    Instant now = Instant.now();
    around.say(new RevocationStalled(Surroundings.ROLE, "ServiceUnavailable", 3, now, now));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          Response answer = Ask.by(job).post();
          Refused.with(Refusal.REVOCATION_FAILING, answer);
          assertThat(answer.header("Retry-After")).isEqualTo("5");
        });

    around.say(new RevocationRecovered(Surroundings.ROLE, Instant.now()));
    await().atMost(PATIENCE).until(() -> Ask.by(job).post().statusCode() == 200);
  }
}
