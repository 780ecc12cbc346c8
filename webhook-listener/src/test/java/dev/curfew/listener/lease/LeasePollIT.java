package dev.curfew.listener.lease;

import static dev.curfew.listener.lease.Issuer.identity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.listener.GitHubResource;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.Detection;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.event.JobIdentity;
import dev.curfew.schemas.event.StepsCompleted;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Jobs that hold credentials and end in silence.
@QuarkusTest
@QuarkusTestResource(value = GitHubResource.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init") // injected
class LeasePollIT {
  GitHubResource resource;
  TopicReader jobs;
  Issuer issuer;

  @BeforeEach
  void open() {
    jobs = new TopicReader(resource.bootstrapServers(), Topic.JOBS);
    issuer = new Issuer(resource.bootstrapServers());
  }

  @AfterEach
  void close() {
    issuer.close();
    jobs.close();
  }

  @Test
  void aJobThatEndsInSilenceIsFoundEnded() {
    ActionsJob job = resource.github().startJob(JobSpec.example());
    ActionsJob neighbour =
        resource.github().startJob(job.spec().withJobId(JobSpec.example().jobId()));
    issuer.issue(identity(job), null);
    issuer.issue(identity(neighbour), null);

    resource.github().complete(job, "cancelled");

    await().until(() -> !endsOf(job.jobId()).isEmpty());
    JobCompleted end = endsOf(job.jobId()).getFirst();
    assertThat(end.detection().source()).isEqualTo(Detection.Source.POLL);
    assertThat(end.job()).isEqualTo(identity(job));
    assertThat(end.conclusion()).isEqualTo("cancelled");
    assertThat(end.commit()).isEqualTo(job.headSha());
    assertThat(endsOf(neighbour.jobId())).isEmpty();
  }

  @Test
  void aJobThatGitHubDoesNotKnowHasEnded() {
    ActionsJob known = resource.github().startJob(JobSpec.example());
    JobIdentity unknown = new JobIdentity(known.repositoryId(), known.repository(), 1, 1, 2);

    issuer.issue(unknown, null);

    await().until(() -> !endsOf(2).isEmpty());
    assertThat(endsOf(2).getFirst().job()).isEqualTo(unknown);
  }

  /// 404 is what GitHub says as well where we may not look.
  @Test
  void aJobOfARepositoryThatWeCannotSeeIsLeftAlone() {
    issuer.issue(new JobIdentity(77, "octo-org/none-of-ours", 3, 1, 4), null);

    ActionsJob job = resource.github().startJob(JobSpec.example());
    resource.github().complete(job, "success");
    issuer.issue(identity(job), null);
    await().until(() -> !endsOf(job.jobId()).isEmpty());
    ActionsJob later = resource.github().startJob(JobSpec.example());
    resource.github().complete(later, "success");
    issuer.issue(identity(later), null);
    await().until(() -> !endsOf(later.jobId()).isEmpty());
    assertThat(endsOf(4)).isEmpty();
  }

  @Test
  void theEndOfAStepIsFoundWhileTheJobGoesOn() {
    ActionsJob job = resource.github().startJob(JobSpec.example());
    String step = "Run actions/checkout@v6";
    issuer.issue(identity(job), step);
    issuer.issue(identity(job), "another step");

    resource.github().finishStep(job, step);

    await().until(() -> !stepsOf(job.jobId()).isEmpty());
    assertThat(stepsOf(job.jobId()))
        .allSatisfy(end -> {
          assertThat(end.steps()).containsExactly(step);
          assertThat(end.detection().source()).isEqualTo(Detection.Source.POLL);
        });
    assertThat(endsOf(job.jobId())).isEmpty();
  }

  private List<JobCompleted> endsOf(long jobId) {
    return jobs.events(JobCompleted.class).stream()
        .filter(end -> end.job().jobId() == jobId)
        .toList();
  }

  private List<StepsCompleted> stepsOf(long jobId) {
    return jobs.events(StepsCompleted.class).stream()
        .filter(end -> end.job().jobId() == jobId)
        .toList();
  }
}
