package dev.curfew.issuer.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.sandbox.github.fault.Fault;
import dev.curfew.schemas.event.JobContext;
import dev.curfew.schemas.event.JobContext.Lookup;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Where GitHub may be silent.
@QuarkusTest
@QuarkusTestResource(
    value = Surroundings.class,
    restrictToAnnotatedClass = true,
    initArgs = {
      @ResourceArg(name = "curfew.issuer.job-lookup", value = "when-possible"),
      @ResourceArg(name = "curfew.issuer.rate-limit.job-lookups", value = "10")
    })
@SuppressWarnings("NullAway.Init") // injected
class JobLookupWhenPossibleIT {
  private static final int LOOKUPS = 10;

  @RegisterExtension static final LogWatch LOG = new LogWatch();

  Surroundings around;
  ActionsJob job;
  Forge forge;

  @BeforeEach
  void startJob() {
    job = around.github().startJob(JobSpec.example());
    forge = new Forge(around.github(), job);
  }

  @AfterEach
  void heal() {
    around.github().faults().heal();
  }

  @Test
  void aJobIsLookedUp() {
    assertThat(Issued.of(around, Ask.by(job).post()).context().lookup()).isEqualTo(Lookup.FOUND);
  }

  @Test
  void withoutGitHubTheTokenIsBelievedAndTheEventSaysSo() {
    around.github().faults().share(Fault.API_ERROR, 1);

    JobContext context = Issued.of(around, Ask.by(job).post()).context();

    assertThat(context.lookup()).isEqualTo(Lookup.UNAVAILABLE);
    assertThat(context.runner()).isNull();
    assertThat(LOG.lines()).anyMatch(line -> line.contains("its token alone is believed"));
  }

  @Test
  void ofARepositoryThatGitHubHidesTheTokenIsBelieved() {
    String token = forge.claiming("repository", Surroundings.HIDDEN_REPOSITORY);

    Response answer = Ask.by(job, token).with("repo", Surroundings.HIDDEN_REPOSITORY).post();

    assertThat(Issued.of(around, answer).context().lookup()).isEqualTo(Lookup.UNAVAILABLE);
  }

  @Test
  void aTokenThatNamesNoJobIsNotBelievedWithoutGitHub() {
    String token = forge.without("check_run_id");
    around.github().faults().share(Fault.API_ERROR, 1);

    Refused.with(Refusal.UNAVAILABLE, Ask.by(job, token).post());
  }

  @Test
  void whatGitHubSaysIsNotOverlooked() {
    String token = job.idToken(Surroundings.AUDIENCE);
    around.github().complete(job, "success");

    Refused.with(Refusal.JOB_ENDED, Ask.by(job, token).post());
  }

  /// GitHub counts all repositories' together. The token alone is not believed either: whoever has
  /// one could so get round the look-up.
  @Test
  void aRepositoryThatHasHadItsLookupsWaitsAndAnotherDoesNot() {
    JobSpec another = JobSpec.example().withRepository("octo-org/another");
    List<Response> answers = new ArrayList<>();
    for (int i = 0; i <= LOOKUPS; i++) {
      long jobId = JobSpec.example().jobId();
      answers.add(Ask.by(around.github().startJob(another.withJobId(jobId))).post());
    }

    assertThat(answers.subList(0, LOOKUPS)).allMatch(answer -> answer.statusCode() == 200);
    Refused.with(Refusal.RATE_LIMITED, answers.getLast());
    assertThat(Integer.parseInt(answers.getLast().header("Retry-After"))).isPositive();
    assertThat(Issued.of(around, Ask.by(job).post()).context().lookup()).isEqualTo(Lookup.FOUND);
  }
}
