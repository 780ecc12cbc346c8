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
import io.restassured.response.Response;
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
    ActionsJob others = start(Surroundings.OTHER_OWNERS_REPOSITORY);
    assertThat(lookup(start(Surroundings.REPOSITORY))).isEqualTo(Lookup.FOUND);
    assertThat(lookup(start(Surroundings.OTHER_OWNERS_REPOSITORY))).isEqualTo(Lookup.FOUND);
    around.github().rateLimits(new RateLimits(1, 0, 403));
    assertThat(lookup(start(Surroundings.REPOSITORY))).as("the last one").isEqualTo(Lookup.FOUND);
    String unnamed = forge.without("check_run_id");

    assertThat(lookup(job)).isEqualTo(Lookup.UNAVAILABLE);
    assertThat(lookup(others)).as("another installation's").isEqualTo(Lookup.FOUND);
    around.github().rateLimits(RateLimits.none());

    assertThat(lookup(job)).as("until the hour is over").isEqualTo(Lookup.UNAVAILABLE);
    assertThat(LOG.lines())
        .anyMatch(line -> line.contains("GitHub's rate limit for the installation at octo-org"));
    Response answer = Ask.by(job, unnamed).post();
    Refused.with(Refusal.UNAVAILABLE, answer);
    assertThat(Integer.parseInt(answer.header("Retry-After"))).as("GitHub's").isGreaterThan(60);
  }

  private ActionsJob start(String repository) {
    return around.github().startJob(JobSpec.example().withRepository(repository));
  }

  private Lookup lookup(ActionsJob job) {
    return requireNonNull(Issued.of(around, Ask.by(job).post()).context().lookup());
  }
}
