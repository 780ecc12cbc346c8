package dev.curfew.issuer.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// An issuer that is itself a role's session, as on ECS or Kubernetes: STS gives such callers no
/// session of more than an hour.
@QuarkusTest
@QuarkusTestResource(
    value = Surroundings.class,
    restrictToAnnotatedClass = true,
    initArgs = {
      @ResourceArg(name = Surroundings.AS_ROLE, value = "true"),
      @ResourceArg(name = "curfew.issuer.duration.standard", value = "2h"),
      @ResourceArg(name = "curfew.issuer.duration.maximum", value = "12h"),
    })
@SuppressWarnings("NullAway.Init") // injected
class RoleChainingIT {
  @RegisterExtension static final LogWatch LOG = new LogWatch();

  Surroundings around;
  ActionsJob job;

  @BeforeEach
  void startJob() {
    job = around.github().startJob(JobSpec.example());
  }

  @Test
  void whoNamesMoreThanAnHourIsToldThatItIsTooMuch() {
    Refused.asInvalid(
        Ask.by(job).with("role", Surroundings.LONG_ROLE).with("duration_seconds", 3601).post(),
        "duration_seconds is more than AWS gives for this role; 3600 is not");
    assertThat(LOG.lines()).anyMatch(line -> line.contains("role chaining"));
  }

  @Test
  void whoNamesAnHourGetsIt() {
    assertThat(
            left(
                Ask.by(job)
                    .with("role", Surroundings.LONG_ROLE)
                    .with("duration_seconds", 3600)
                    .post()))
        .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
  }

  @Test
  void whoNamesNothingGetsAnHourThoughTheStandardIsMore() {
    Response answer = Ask.by(job).with("role", Surroundings.LONG_ROLE).post();

    assertThat(left(answer)).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    assertThat(Issued.of(around, answer).expiresAt())
        .isEqualTo(Instant.parse(answer.path("expiration")));
  }

  static Duration left(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    return Duration.between(Instant.now(), Instant.parse(answer.path("expiration")));
  }
}
