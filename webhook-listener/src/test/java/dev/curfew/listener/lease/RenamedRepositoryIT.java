package dev.curfew.listener.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.event.JobIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Jobs whose repository was renamed after they got credentials.
@QuarkusTest
@QuarkusTestResource(value = RenamingGitHub.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init") // injected
class RenamedRepositoryIT {
  RenamingGitHub github;
  TopicReader jobs;
  Issuer issuer;

  @BeforeEach
  void open() {
    jobs = new TopicReader(github.bootstrapServers(), Topic.JOBS);
    issuer = new Issuer(github.bootstrapServers());
  }

  @AfterEach
  void close() {
    issuer.close();
    jobs.close();
  }

  @Test
  void theEndOfAJobIsFoundWhereGitHubRefersTo() {
    issuer.issue(job(1, RenamingGitHub.RENAMED), null);

    await().until(() -> isEnded(1));
  }

  @Test
  void nobodyElseIsAsked() {
    issuer.issue(job(2, RenamingGitHub.ABDUCTED), null);

    await().until(() -> github.asked(RenamingGitHub.ABDUCTED) > 1);
    assertThat(github.isAskedElsewhere()).isFalse();
    assertThat(isEnded(2)).isFalse();
  }

  @Test
  void aCircleIsLeft() {
    issuer.issue(job(3, RenamingGitHub.CIRCLING), null);

    await().until(() -> github.asked(RenamingGitHub.CIRCLING) > 4);
    issuer.issue(job(4, RenamingGitHub.RENAMED), null);
    await().until(() -> isEnded(4));
    assertThat(isEnded(3)).isFalse();
  }

  @Test
  void whatAnotherRepositoryOfThatNameDoesNotKnowEndsNoJob() {
    issuer.issue(job(5, RenamingGitHub.RETAKEN), null);

    await().until(() -> github.asked(RenamingGitHub.RETAKEN) > 1);
    assertThat(isEnded(5)).isFalse();
  }

  private static JobIdentity job(long id, String repository) {
    return new JobIdentity(RenamingGitHub.ID, repository, id, 1, id);
  }

  private boolean isEnded(long id) {
    return jobs.events(JobCompleted.class).stream().anyMatch(end -> end.job().jobId() == id);
  }
}
