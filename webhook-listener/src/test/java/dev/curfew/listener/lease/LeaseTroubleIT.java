package dev.curfew.listener.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import dev.curfew.listener.StubGitHub;
import dev.curfew.listener.StubGitHubResource;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.event.JobIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// GitHub answers what it should not, and polling goes on.
@QuarkusTest
@QuarkusTestResource(value = StubGitHubResource.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init") // injected
class LeaseTroubleIT {
  StubGitHubResource resource;
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
  void aListOfJobsWithoutAnEndHoldsNoOtherRunUp() {
    JobIdentity endless = job(1);
    AtomicLong pages = new AtomicLong();
    resource
        .github()
        .on(
            list(endless),
            exchange -> {
              next(exchange, list(endless), pages.incrementAndGet());
              StubGitHub.write(exchange, 200, "{\"jobs\": []}");
            });
    issuer.issue(endless, null);
    await().until(() -> pages.get() > 1);

    JobIdentity ended = job(2);
    resource
        .github()
        .answer(list(ended), 200, "{\"jobs\": [{\"id\": 2, \"status\": \"completed\"}]}");
    issuer.issue(ended, null);

    await().until(() -> hasEnded(ended));
    assertThat(hasEnded(endless)).isFalse();
  }

  private void next(HttpExchange exchange, String path, long page) {
    exchange
        .getResponseHeaders()
        .set("Link", "<%s%s?page=%d>; rel=\"next\"".formatted(resource.github().api(), path, page));
  }

  private static JobIdentity job(long id) {
    return new JobIdentity(186853002, "octo-org/octo-repo", id, 1, id);
  }

  private static String list(JobIdentity job) {
    return "/repos/%s/actions/runs/%d/attempts/1/jobs".formatted(job.repository(), job.runId());
  }

  private boolean hasEnded(JobIdentity job) {
    return jobs.events(JobCompleted.class).stream()
        .anyMatch(end -> end.job().jobId() == job.jobId());
  }
}
