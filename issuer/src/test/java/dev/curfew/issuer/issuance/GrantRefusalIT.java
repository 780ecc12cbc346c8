package dev.curfew.issuer.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.event.CredentialIssued;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A believed token that is shown for another's job, or for a role that it does not open.
@QuarkusTest
@WithTestResource(Surroundings.class)
@SuppressWarnings("NullAway.Init") // injected
class GrantRefusalIT {
  @RegisterExtension static final LogWatch LOG = new LogWatch();

  Surroundings around;
  ActionsJob job;
  TopicReader events;
  int eventsBefore;

  @BeforeEach
  void open() {
    job = around.github().startJob(JobSpec.example());
    events = around.credentialEvents();
    eventsBefore = events.events(CredentialIssued.class).size();
  }

  @AfterEach
  void nothingIsRecorded() {
    assertThat(events.events(CredentialIssued.class)).hasSize(eventsBefore);
    events.close();
  }

  @Test
  void anotherJobOfTheSameRunGetsNothing() {
    ActionsJob other =
        around.github().startJob(JobSpec.example().withRun(job.runId(), job.runAttempt()));

    Refused.with(Refusal.JOB_MISMATCH, Ask.by(job).with("job_id", other.jobId()).post());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 999_999_999_999_999_999L})
  void aNumberThatIsNoJobGetsNothing(long jobId) {
    Refused.with(Refusal.JOB_MISMATCH, Ask.by(job).with("job_id", jobId).post());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"octo-org/another", "OCTO-ORG/octo-repo", "octo-org/octo-repo/", "../../etc"})
  void anotherRepositoryThanTheTokensGetsNothing(String repository) {
    Refused.with(Refusal.JOB_MISMATCH, Ask.by(job).with("repo", repository).post());
  }

  static Stream<Arguments> jobsWithoutTheRole() {
    return Stream.of(
        job("a repository that has no grant", spec -> spec.withRepository("evil-org/octo-repo")),
        job("by case", spec -> spec.withRepository("octo-org/Octo-Repo")),
        job("a longer name", spec -> spec.withRepository("octo-org/octo-repo2")),
        job(
            "pull_request_target",
            spec -> spec.withEvent("pull_request_target", "patch-1", "main")));
  }

  @ParameterizedTest
  @MethodSource("jobsWithoutTheRole")
  void aJobThatWasNotGrantedTheRoleGetsNothing(UnaryOperator<JobSpec> spec) {
    ActionsJob other = around.github().startJob(spec.apply(JobSpec.example()));

    Refused.with(Refusal.ROLE_NOT_GRANTED, Ask.by(other).post());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Surroundings.UNGRANTED_ROLE,
        Surroundings.OTHERS_ROLE,
        Surroundings.ROLE + " ",
        "arn:aws:iam::111122223333:role/Deploy",
        "arn:aws:iam::111122223333:role/*",
        "*"
      })
  void aRoleThatTheRepositoryWasNotGrantedIsNotGiven(String role) {
    Refused.with(Refusal.ROLE_NOT_GRANTED, Ask.by(job).with("role", role).post());
  }

  @ParameterizedTest
  @ValueSource(strings = {Surroundings.MISSING_ROLE, Surroundings.UNTRUSTING_ROLE})
  void aRoleThatAwsRefusesIsNotGiven(String role) {
    Refused.with(Refusal.REFUSED_BY_AWS, Ask.by(job).with("role", role).post());
  }

  private static Arguments job(String name, UnaryOperator<JobSpec> spec) {
    return argumentSet(name, spec);
  }
}
