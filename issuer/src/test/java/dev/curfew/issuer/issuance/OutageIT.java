package dev.curfew.issuer.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What the issuer needs and does not have: nothing is handed out, and the job may come again.
@QuarkusTest
@QuarkusTestResource(value = Surroundings.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init") // injected
class OutageIT {
  private static final Duration RECOVERY = Duration.ofSeconds(30);

  @RegisterExtension static final LogWatch LOG = new LogWatch();

  Surroundings around;
  ActionsJob job;

  @BeforeEach
  void startJob() {
    job = around.github().startJob(JobSpec.example());
  }

  @AfterEach
  void heal() {
    around.awsFaults().heal();
  }

  @Test
  void withoutKafkaNothingIsHandedOut() {
    assertThat(Ask.by(job).post().statusCode()).isEqualTo(200);

    around.stopBroker();
    assertUnavailable(Ask.by(job).post());

    around.startBroker();
    await().atMost(RECOVERY).until(() -> Ask.by(job).post().statusCode() == 200);
  }

  @Test
  void withoutStsNothingIsHandedOut() {
    around.awsFaults().stsDown(true);
    assertUnavailable(Ask.by(job).post());

    around.awsFaults().heal();
    assertThat(Ask.by(job).post().statusCode()).isEqualTo(200);
  }

  @Test
  void anStsThatFailsNowAndThenIsAskedAgain() {
    around.awsFaults().stsFailures(1);

    assertThat(Ask.by(job).post().statusCode()).isEqualTo(200);
  }

  @Test
  void anStsThatHangsIsNotWaitedFor() {
    around.awsFaults().latency(Duration.ofSeconds(30));

    Response answer = Ask.by(job).post();

    assertUnavailable(answer);
    assertThat(answer.time()).isLessThan(10_000);
  }

  @Test
  void withoutTheIssuersKeysNothingIsSaidOfItsTokens() {
    String issuer = around.silentIssuer().toString();
    String token = new Forge(around.github(), job).claiming("iss", issuer);

    assertUnavailable(Ask.by(job, token).post());
  }

  private static void assertUnavailable(Response answer) {
    Refused.with(Refusal.UNAVAILABLE, answer);
    assertThat(answer.header("Retry-After")).isEqualTo("5");
  }
}
