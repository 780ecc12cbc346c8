package dev.curfew.issuer.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.schemas.event.RevocationFailed;
import dev.curfew.schemas.event.RevocationRecovered;
import dev.curfew.schemas.event.RevocationStalled;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// While the revoker says that it cannot revoke, credentials are short, and in the end none.
@QuarkusTest
@WithTestResource(Surroundings.class)
@SuppressWarnings("NullAway.Init") // injected
class CircuitIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @RegisterExtension static final LogWatch LOG = new LogWatch();

  Surroundings around;
  ActionsJob job;

  @BeforeEach
  void startJob() {
    job = around.github().startJob(JobSpec.example());
  }

  @AfterEach
  void recover() {
    recovered(Surroundings.ROLE);
    recovered(Surroundings.OTHERS_ROLE);
    await().atMost(PATIENCE).until(() -> seconds(ask()) > 3_000);
  }

  @Test
  void credentialsAreShortWhileTheRolesDeniesWait() {
    assertThat(seconds(ask())).isGreaterThan(3_000);

    stalled(Surroundings.ROLE, Instant.now());

    await().atMost(PATIENCE).until(() -> isShort(ask()));
  }

  /// IAM's control plane is one for an account.
  @Test
  void credentialsAreShortWhileAnotherRolesDeniesWait() {
    stalled(Surroundings.OTHERS_ROLE, Instant.now());

    await().atMost(PATIENCE).until(() -> isShort(ask()));
  }

  @Test
  void anotherRolesOwnFaultConcernsNobody() {
    failed(Surroundings.OTHERS_ROLE);
    failed(Surroundings.ROLE);
    await().atMost(PATIENCE).until(() -> isShort(ask()));

    recovered(Surroundings.ROLE);

    await().atMost(PATIENCE).until(() -> seconds(ask()) > 3_000);
    assertThat(
            around.rows(
                "select role_arn from issuer.revocation_trouble"
                    + " where failing_since is not null"))
        .containsExactly(Surroundings.OTHERS_ROLE);
  }

  @Test
  void nothingIsIssuedOnceTheyHaveWaitedTooLong() {
    stalled(Surroundings.ROLE, Instant.now().minus(Duration.ofMinutes(16)));

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          Response answer = ask();
          Refused.with(Refusal.REVOCATION_FAILING, answer);
          assertThat(answer.header("Retry-After")).isEqualTo("5");
        });
  }

  /// As when the topic is read anew.
  @Test
  void aWordThatComesAgainAfterALaterOneChangesNothing() {
    Instant before = Instant.now().minusSeconds(60);
    recovered(Surroundings.ROLE);
    around.say(new RevocationStalled(Surroundings.ROLE, "ServiceUnavailable", 3, before, before));
    stalled(Surroundings.OTHERS_ROLE, Instant.now());
    await().atMost(PATIENCE).until(() -> isShort(ask()));

    recovered(Surroundings.OTHERS_ROLE);

    await().atMost(PATIENCE).until(() -> seconds(ask()) > 3_000);
  }

  private Response ask() {
    return Ask.by(job).with("duration_seconds", 3600).post();
  }

  private static boolean isShort(Response answer) {
    return answer.statusCode() == 200 && seconds(answer) <= 120;
  }

  /// How long it lives; 0 where none is issued.
  private static long seconds(Response answer) {
    return answer.statusCode() == 200
        ? Duration.between(Instant.now(), Instant.parse(answer.path("expiration"))).toSeconds()
        : 0;
  }

  private void stalled(String role, Instant since) {
    around.say(new RevocationStalled(role, "ServiceUnavailable", 3, since, Instant.now()));
  }

  private void failed(String role) {
    around.say(new RevocationFailed(role, List.of(), "NoSuchEntity", 1, Instant.now()));
  }

  private void recovered(String role) {
    around.say(new RevocationRecovered(role, Instant.now()));
  }
}
