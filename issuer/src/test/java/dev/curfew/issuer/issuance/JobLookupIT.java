package dev.curfew.issuer.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.sandbox.github.fault.Fault;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.JobContext.Lookup;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What GitHub says of a job, held against its token.
@QuarkusTest
@WithTestResource(Surroundings.class)
@SuppressWarnings("NullAway.Init") // injected
class JobLookupIT {
  private static final String OTHER_COMMIT = "0f7b2c9d1e6a4b83951c7fd02ab64e8d7c3f5a10";

  @RegisterExtension static final LogWatch LOG = new LogWatch();

  Surroundings around;
  ActionsJob job;
  Forge forge;

  @BeforeEach
  void startJob() {
    job = around.github().startJob(JobSpec.example().withRunnerName("linux-7"));
    forge = new Forge(around.github(), job);
  }

  @AfterEach
  void heal() {
    around.github().faults().heal();
  }

  @Test
  void theRunnerIsRecorded() {
    CredentialIssued issued = Issued.of(around, Ask.by(job).post());

    assertThat(issued.context().lookup()).isEqualTo(Lookup.FOUND);
    assertThat(issued.context().runner()).isEqualTo("linux-7");
    assertThat(issued.context().runnerId()).isEqualTo(5);
    assertThat(issued.context().headCommit()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pull_request", "pull_request_review"})
  void ofAPullRequestMergeAndHeadAreRecorded(String event) {
    ActionsJob pull =
        around.github().startJob(JobSpec.example().withEvent(event, "patch-1", "main"));

    CredentialIssued issued = Issued.of(around, Ask.by(pull).post());

    assertThat(issued.context().headCommit()).isEqualTo(pull.headSha());
    assertThat(issued.context().commit()).matches("[0-9a-f]{40}").isNotEqualTo(pull.headSha());
  }

  @ParameterizedTest
  @CsvSource({"sha, " + OTHER_COMMIT, "run_id, 1", "run_attempt, 2"})
  void aTokenOfAnotherCommitRunOrAttemptGetsNothing(String claim, String value) {
    Refused.with(Refusal.JOB_MISMATCH, Ask.by(job, forge.claiming(claim, value)).post());
  }

  @ParameterizedTest
  @ValueSource(strings = {"run_id", "run_attempt"})
  void ofAPullRequestRunAndAttemptDecide(String claim) {
    job = around.github().startJob(JobSpec.example().withEvent("pull_request", "patch-1", "main"));
    String token = new Forge(around.github(), job).claiming(claim, "7");

    Refused.with(Refusal.JOB_MISMATCH, Ask.by(job, token).post());
  }

  @Test
  void aJobThatHasEndedGetsNothingThoughItsTokenIsGood() {
    String token = job.idToken(Surroundings.AUDIENCE);

    around.github().complete(job, "success");

    Refused.with(Refusal.JOB_ENDED, Ask.by(job, token).post());
  }

  @Test
  void aJobThatHasNoRunnerYetGetsNothing() {
    ActionsJob queued = around.github().queueJob(job.spec().withJobId(JobSpec.example().jobId()));
    String token = forge.claiming("check_run_id", queued.jobId());

    Refused.with(Refusal.JOB_NOT_RUNNING, Ask.by(queued, token).post());

    around.github().begin(queued);
    assertThat(Ask.by(queued).post().statusCode()).isEqualTo(200);
  }

  @Test
  void aJobThatGitHubDoesNotKnowGetsNothing() {
    String token = job.idToken(Surroundings.AUDIENCE);
    around.github().startJob(JobSpec.example());

    around.github().forget(job);

    Refused.with(Refusal.JOB_MISMATCH, Ask.by(job, token).post());
  }

  @Test
  void ofARepositoryThatGitHubHidesNothingIsFoundOut() {
    String token = forge.claiming("repository", Surroundings.HIDDEN_REPOSITORY);

    assertUnavailable(Ask.by(job, token).with("repo", Surroundings.HIDDEN_REPOSITORY).post());
  }

  @Test
  void withoutGitHubNothingIsHandedOut() {
    around.github().faults().share(Fault.API_ERROR, 1);
    assertUnavailable(Ask.by(job).post());

    around.github().faults().heal();
    assertThat(Ask.by(job).post().statusCode()).isEqualTo(200);
  }

  @Test
  void whatGitHubSaidAMomentAgoIsNotAskedAgain() {
    assertThat(Ask.by(job).post().statusCode()).isEqualTo(200);

    around.github().faults().share(Fault.API_ERROR, 1);

    assertThat(Issued.of(around, Ask.by(job).post()).context().lookup()).isEqualTo(Lookup.FOUND);
  }

  /// It never runs again, and hundreds of its tokens may be left.
  @Test
  void aJobThatHasEndedIsAskedForOnce() {
    String first = job.idToken(Surroundings.AUDIENCE);
    String second = job.idToken(Surroundings.AUDIENCE);
    around.github().complete(job, "success");
    Refused.with(Refusal.JOB_ENDED, Ask.by(job, first).post());

    around.github().faults().share(Fault.API_ERROR, 1);

    Refused.with(Refusal.JOB_ENDED, Ask.by(job, second).post());
  }

  @Test
  void aJobThatGitHubDoesNotKnowIsAskedForOnceInAWhile() {
    String first = job.idToken(Surroundings.AUDIENCE);
    String second = job.idToken(Surroundings.AUDIENCE);
    around.github().startJob(JobSpec.example());
    around.github().forget(job);
    Refused.with(Refusal.JOB_MISMATCH, Ask.by(job, first).post());

    around.github().faults().share(Fault.API_ERROR, 1);

    Refused.with(Refusal.JOB_MISMATCH, Ask.by(job, second).post());
  }

  @Test
  void whatGitHubHidesIsAskedForOnceInAWhile() {
    String first = forge.claiming("repository", Surroundings.HIDDEN_REPOSITORY);
    Ask.by(job, first).with("repo", Surroundings.HIDDEN_REPOSITORY).post();
    around.github().faults().share(Fault.API_ERROR, 1);

    String second = forge.claiming("repository", Surroundings.HIDDEN_REPOSITORY);
    assertUnavailable(Ask.by(job, second).with("repo", Surroundings.HIDDEN_REPOSITORY).post());

    assertThat(LOG.lines().stream().filter(line -> line.contains("issuance refused")).toList())
        .last()
        .asString()
        .contains("no such repository");
  }

  /// GitHub makes tokens for everybody, and lets us ask so often.
  @Test
  void forAStrangerGitHubIsNotAskedThoughARuleNamesTheJob() {
    around.github().faults().share(Fault.API_ERROR, 1);
    String token = forge.claiming("repository", "evil-org/evil");

    Refused.with(
        Refusal.ROLE_NOT_GRANTED,
        Ask.by(job, token)
            .with("repo", "evil-org/evil")
            .with("role", Surroundings.LABELLED_ROLE)
            .post());
  }

  /// As those of GitHub Enterprise Server.
  @Test
  void aTokenThatNamesNoJobIsBoundByWhatGitHubSays() {
    String token = forge.without("check_run_id");

    CredentialIssued issued = Issued.of(around, Ask.by(job, token).post());

    assertThat(issued.job().jobId()).isEqualTo(job.jobId());
  }

  @Test
  void aTokenThatNamesNoJobGetsNothingForAnotherRunsJob() {
    ActionsJob other = around.github().startJob(JobSpec.example());

    Refused.with(
        Refusal.JOB_MISMATCH,
        Ask.by(job, forge.without("check_run_id")).with("job_id", other.jobId()).post());
  }

  @Test
  void aTokenThatNamesNoJobGetsNothingWithoutGitHub() {
    String token = forge.without("check_run_id");
    around.github().faults().share(Fault.API_ERROR, 1);

    assertUnavailable(Ask.by(job, token).post());
  }

  private static void assertUnavailable(Response answer) {
    Refused.with(Refusal.UNAVAILABLE, answer);
    assertThat(answer.header("Retry-After")).isEqualTo("5");
  }
}
