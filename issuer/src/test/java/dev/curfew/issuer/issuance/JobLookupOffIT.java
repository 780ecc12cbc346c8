package dev.curfew.issuer.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.sandbox.github.fault.Fault;
import dev.curfew.schemas.event.JobContext.Lookup;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Where GitHub is not asked.
@QuarkusTest
@QuarkusTestResource(
    value = Surroundings.class,
    restrictToAnnotatedClass = true,
    initArgs = @ResourceArg(name = "curfew.issuer.job-lookup", value = "off"))
@SuppressWarnings("NullAway.Init") // injected
class JobLookupOffIT {
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
  void theTokenIsBelievedAndTheEventSaysThatNobodyAsked() {
    around.github().faults().share(Fault.API_ERROR, 1);

    assertThat(Issued.of(around, Ask.by(job).post()).context().lookup())
        .isEqualTo(Lookup.NOT_ASKED);
  }

  @Test
  void aTokenThatNamesNoJobGetsNothing() {
    Refused.with(Refusal.JOB_MISMATCH, Ask.by(job, forge.without("check_run_id")).post());
  }
}
