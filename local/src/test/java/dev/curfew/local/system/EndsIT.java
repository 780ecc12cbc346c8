package dev.curfew.local.system;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.local.job.JobCredentials;
import dev.curfew.local.stack.ServiceProcess;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.GitHubSandbox;
import dev.curfew.sandbox.github.fault.Fault;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.Detection;
import dev.curfew.schemas.event.JobCompleted;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// No end of a job is missed.
@ExtendWith(SystemExtension.class)
class EndsIT {
  private static final int JOBS = 500;

  /// A credential's age at which GitHub is asked, 500 questions, and the rest.
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final WholeSystem system;
  private final GitHubSandbox github;
  private final ServiceProcess listener;
  private final Map<ActionsJob, JobCredentials> jobs = new LinkedHashMap<>();

  EndsIT(WholeSystem system) {
    this.system = system;
    this.github = system.stack().github();
    this.listener = system.stack().listener();
  }

  @BeforeEach
  void failNow() {
    github
        .faults()
        .seed(5)
        .share(Fault.DROPPED, 0.2)
        .share(Fault.DUPLICATED, 0.2)
        .reorder(Duration.ofSeconds(2));
  }

  @AfterEach
  void heal() {
    github.faults().heal();
  }

  @Test
  void deliveriesAreLostDoubledAndOutOfOrderAndTheListenerIsKilledAndYetEveryEndIsKnownOnce() {
    for (int i = 0; i < JOBS; i++) {
      ActionsJob job = system.startJob();
      jobs.put(job, system.issue(job));
    }

    endAllWhileTheListenerIsKilledTwice();

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(applied()).doesNotHaveDuplicates().hasSize(JOBS));
    jobs.values().forEach(system::awaitDenied);
    assertThat(sources())
        .containsOnly(Detection.Source.WEBHOOK, Detection.Source.SWEEP, Detection.Source.POLL);
    assertThat(system.rows().auditChainIsWhole()).isTrue();
  }

  private void endAllWhileTheListenerIsKilledTwice() {
    int ended = 0;
    for (ActionsJob job : jobs.keySet()) {
      switch (++ended) {
        case 150, 350 -> listener.kill();
        case 250, 450 -> {
          listener.restart();
          listener.awaitReady();
        }
        default -> {
          // as it is
        }
      }
      github.finish(job, "success");
    }
  }

  private List<String> applied() {
    Set<String> ours = jobs.values().stream().map(JobCredentials::accessKeyId).collect(toSet());
    return system.rows().accessKeysOf("revocation-applied").stream()
        .filter(ours::contains)
        .toList();
  }

  /// The ways by which these ends were learnt.
  private Set<Detection.Source> sources() {
    Set<Long> ids = jobs.keySet().stream().map(ActionsJob::jobId).collect(toSet());
    try (TopicReader topic =
        new TopicReader(system.stack().backing().bootstrapServers(), Topic.JOBS)) {
      return topic.events(JobCompleted.class).stream()
          .filter(end -> ids.contains(end.job().jobId()))
          .map(end -> end.detection().source())
          .collect(toSet());
    }
  }
}
