package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.curfew.local.job.JobCredentials;
import dev.curfew.local.job.NotIssuedException;
import dev.curfew.sandbox.github.ActionsJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SystemExtension.class)
class OutageIT {
  private final WholeSystem system;

  OutageIT(WholeSystem system) {
    this.system = system;
  }

  @Test
  void withoutKafkaNothingIsHandedOutAndNoDeliveryAcknowledged() {
    ActionsJob job = system.startJob();
    JobCredentials before = system.issue(job);
    ActionsJob refused = system.startJob();
    byte[] body = system.end(job);

    system.stack().backing().stopKafka();
    try {
      assertThatThrownBy(() -> system.issue(refused))
          .isInstanceOfSatisfying(
              NotIssuedException.class, e -> assertThat(e.status()).isEqualTo(503));
      assertThat(system.deliver(body).status()).isEqualTo(503);
    } finally {
      system.stack().backing().startKafka();
    }

    // As GitHub does when somebody asks it to redeliver.
    await().atMost(WholeSystem.PATIENCE).until(() -> system.deliver(body).isDelivered());
    system.awaitDenied(before);
    await()
        .atMost(WholeSystem.PATIENCE)
        .ignoreExceptionsInstanceOf(NotIssuedException.class)
        .until(() -> system.isAllowed(system.issue(refused)));
  }

  @Test
  void aRevokerThatIsKilledForgetsNothingAndHitsNobodyElse() {
    ActionsJob first = system.startJob();
    ActionsJob second = system.startNeighbourOf(first);
    ActionsJob third = system.startNeighbourOf(first);
    JobCredentials underWay = system.issue(first);
    JobCredentials meanwhile = system.issue(second);
    JobCredentials alive = system.issue(third);

    system.deliver(system.end(first));
    system.stack().revoker().kill();
    system.deliver(system.end(second));
    JobCredentials unread = system.issue(system.startNeighbourOf(first));
    system.stack().revoker().restart();
    system.stack().revoker().awaitReady();

    system.awaitDenied(underWay);
    system.awaitDenied(meanwhile);
    assertThat(system.isAllowed(alive)).isTrue();
    assertThat(system.isAllowed(unread)).isTrue();
    await()
        .atMost(WholeSystem.PATIENCE)
        .untilAsserted(() -> {
          assertThat(applications(underWay)).isOne();
          assertThat(applications(meanwhile)).isOne();
        });
    assertThat(applications(alive)).isZero();
    assertThat(system.rows().auditChainIsWhole()).isTrue();
  }

  private long applications(JobCredentials credentials) {
    return system.rows().auditEntries(credentials, "revocation-applied");
  }
}
