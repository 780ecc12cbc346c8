package dev.curfew.issuer.issuance;

import static dev.curfew.issuer.issuance.RoleChainingIT.left;
import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Roles of which IAM gives longer and shorter sessions than the policy would.
@QuarkusTest
@QuarkusTestResource(
    value = Surroundings.class,
    restrictToAnnotatedClass = true,
    initArgs = {
      @ResourceArg(name = "curfew.issuer.duration.standard", value = "2h"),
      @ResourceArg(name = "curfew.issuer.duration.maximum", value = "12h"),
    })
@SuppressWarnings("NullAway.Init") // injected
class RoleCeilingIT {
  @RegisterExtension static final LogWatch LOG = new LogWatch();

  Surroundings around;
  ActionsJob job;

  @BeforeEach
  void startJob() {
    job = around.github().startJob(JobSpec.example());
  }

  @Test
  void aRoleOfLongSessionsGivesThem() {
    assertThat(left(Ask.by(job).with("role", Surroundings.LONG_ROLE).post()))
        .isBetween(Duration.ofMinutes(119), Duration.ofHours(2));
    assertThat(
            left(
                Ask.by(job)
                    .with("role", Surroundings.LONG_ROLE)
                    .with("duration_seconds", 43_200)
                    .post()))
        .isBetween(Duration.ofMinutes(719), Duration.ofHours(12));
  }

  @Test
  void aRoleOfAnHourGivesNoMore() {
    assertThat(left(Ask.by(job).with("role", Surroundings.HOUR_ROLE).post()))
        .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    Refused.asInvalid(
        Ask.by(job).with("role", Surroundings.HOUR_ROLE).with("duration_seconds", 7200).post(),
        "duration_seconds is more than AWS gives for this role; 3600 is not");
  }
}
