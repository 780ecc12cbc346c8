package dev.curfew.issuer.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.schemas.event.RevocationStalled;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Where jobs go before the certainty that their credentials can be ended.
@QuarkusTest
@QuarkusTestResource(
    value = Surroundings.class,
    restrictToAnnotatedClass = true,
    initArgs = @ResourceArg(name = "curfew.issuer.when-revocation-fails", value = "continue"))
@SuppressWarnings("NullAway.Init") // injected
class CircuitContinueIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension static final LogWatch LOG = new LogWatch();

  Surroundings around;

  /// For longer than anything would be issued otherwise.
  @Test
  void credentialsAreAsLongAsEverWhileDeniesWait() {
    ActionsJob job = around.github().startJob(JobSpec.example());
    Instant anHourAgo = Instant.now().minus(Duration.ofHours(1));
    around.say(
        new RevocationStalled(Surroundings.ROLE, "ServiceUnavailable", 3, anHourAgo, anHourAgo));
    await()
        .atMost(PATIENCE)
        .until(() ->
            around
                .rows(
                    "select role_arn from issuer.revocation_trouble"
                        + " where failing_since is not null")
                .contains(Surroundings.ROLE));

    Response answer = Ask.by(job).with("duration_seconds", 3600).post();

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    assertThat(Instant.parse(answer.path("expiration")))
        .isAfter(Instant.now().plus(Duration.ofMinutes(50)));
  }
}
