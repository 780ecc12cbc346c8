package dev.curfew.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final URI API = URI.create("http://127.0.0.1:1");

  private final Jobs jobs = new Jobs(2);

  @Test
  void forgetsTheOldestCompletedJobToMakeRoom() {
    RegisteredJob running = register();
    RegisteredJob completed = register();
    completed.complete("cancelled", NOW);

    RegisteredJob latest = register();

    assertThat(jobs.find(completed.spec().jobId())).isEmpty();
    assertThat(jobs.find(running.spec().jobId())).contains(running);
    assertThat(jobs.find(latest.spec().jobId())).contains(latest);
  }

  @Test
  void neverForgetsAJobThatHasNotEnded() {
    register();
    register();

    assertThatThrownBy(this::register).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void completesOnce() {
    RegisteredJob job = register();
    job.complete("success", NOW);

    assertThatThrownBy(() -> job.complete("failure", NOW))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> job.begin(NOW)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void knowsGitHubsConclusionsOnly() {
    RegisteredJob job = register();

    assertThatThrownBy(() -> job.complete("sucess", NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a conclusion: sucess");
  }

  private RegisteredJob register() {
    JobSpec spec = JobSpec.example();
    RegisteredJob job = new RegisteredJob(spec, WorkflowJobBody.queued(spec, NOW, API));
    jobs.register(job);
    return job;
  }
}
