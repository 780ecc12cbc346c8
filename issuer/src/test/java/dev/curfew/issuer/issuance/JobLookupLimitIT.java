package dev.curfew.issuer.issuance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.sandbox.github.limit.RateLimits;
import dev.curfew.schemas.event.JobContext.Lookup;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// GitHub's rate limit. It is on its own, as it holds for the rest of the class's hour.
@QuarkusTest
@QuarkusTestResource(
    value = Surroundings.class,
    restrictToAnnotatedClass = true,
    initArgs = @ResourceArg(name = "curfew.issuer.job-lookup", value = "when-possible"))
@SuppressWarnings("NullAway.Init") // injected
class JobLookupLimitIT {
  @RegisterExtension static final LogWatch LOG = new LogWatch();

  Surroundings around;
  ActionsJob job;
  Forge forge;

  @BeforeEach
  void startJob() {
    job = around.github().startJob(JobSpec.example());
    forge = new Forge(around.github(), job);
  }

  @Test
  void atTheLimitGitHubIsLeftAloneAndTheEventSaysSo() {
    around.github().rateLimits(new RateLimits(1, 0, 403));
    String unnamed = forge.without("check_run_id");

    assertThat(lookup()).isEqualTo(Lookup.UNAVAILABLE);
    around.github().rateLimits(RateLimits.none());

    assertThat(lookup()).as("until the hour is over").isEqualTo(Lookup.UNAVAILABLE);
    assertThat(LOG.lines()).anyMatch(line -> line.contains("rate limit holds until"));
    Refused.with(Refusal.UNAVAILABLE, Ask.by(job, unnamed).post());
  }

  private Lookup lookup() {
    return requireNonNull(Issued.of(around, Ask.by(job).post()).context().lookup());
  }
}
