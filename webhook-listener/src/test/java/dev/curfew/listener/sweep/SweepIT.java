package dev.curfew.listener.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.listener.GitHubResource;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.Detection;
import dev.curfew.schemas.event.JobCompleted;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Deliveries that never arrived are brought in from GitHub's list.
@QuarkusTest
@QuarkusTestResource(value = GitHubResource.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init") // injected
class SweepIT {
  GitHubResource resource;
  TopicReader jobs;

  @BeforeEach
  void open() {
    jobs = new TopicReader(resource.bootstrapServers(), Topic.JOBS);
  }

  @AfterEach
  void close() {
    jobs.close();
  }

  @Test
  void anEndThatNobodyCouldBeToldOfIsFound() {
    ActionsJob job = resource.github().startJob(JobSpec.example());

    resource.github().finish(job, "failure");

    await().until(() -> !endsOf(job).isEmpty());
    JobCompleted end = endsOf(job).getFirst();
    assertThat(end.detection().source()).isEqualTo(Detection.Source.SWEEP);
    assertThat(end.job().repository()).isEqualTo(job.repository());
    assertThat(end.job().runId()).isEqualTo(job.runId());
    assertThat(end.conclusion()).isEqualTo("failure");
    assertThat(end.deliveryId()).isNotNull();
  }

  /// More than a page holds, and none twice though every sweep lists them again.
  @Test
  void manyAreFoundEachOnce() {
    List<ActionsJob> ended =
        IntStream.range(0, 150)
            .mapToObj(_ -> resource.github().startJob(JobSpec.example()))
            .toList();

    ended.forEach(job -> resource.github().finish(job, "success"));

    await().until(() -> ended.stream().noneMatch(job -> endsOf(job).isEmpty()));
    ActionsJob last = resource.github().startJob(JobSpec.example());
    resource.github().finish(last, "success");
    await().until(() -> !endsOf(last).isEmpty());
    assertThat(ended).allSatisfy(job -> assertThat(endsOf(job)).hasSize(1));
  }

  @Test
  void aTokenThatGitHubNoLongerTakesIsReplaced() {
    ActionsJob before = resource.github().startJob(JobSpec.example());
    resource.github().finish(before, "success");
    await().until(() -> !endsOf(before).isEmpty());

    resource.reinstall();

    ActionsJob after = resource.github().startJob(JobSpec.example());
    resource.github().finish(after, "success");
    // A token that is still fresh is not replaced.
    await().atMost(Duration.ofSeconds(30)).until(() -> !endsOf(after).isEmpty());
  }

  private List<JobCompleted> endsOf(ActionsJob job) {
    return jobs.events(JobCompleted.class).stream()
        .filter(end -> end.job().jobId() == job.jobId())
        .toList();
  }
}
