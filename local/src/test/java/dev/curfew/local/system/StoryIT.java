package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.curfew.local.job.JobCredentials;
import dev.curfew.local.job.NotIssuedException;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SystemExtension.class)
class StoryIT {
  private final WholeSystem system;

  StoryIT(WholeSystem system) {
    this.system = system;
  }

  @Test
  void theEndOfAJobKillsItsCredentialsAndNoOthers() {
    ActionsJob job = system.startJob();
    JobCredentials ending = system.issue(job);
    JobCredentials again = system.issue(job);
    JobCredentials ofTheSameRun = system.issue(system.startNeighbourOf(job));
    JobCredentials ofAnotherRun = system.issue(system.startJob());
    assertThat(system.isAllowed(ending)).isTrue();

    assertThat(system.deliver(system.end(job)).isDelivered()).isTrue();

    system.awaitDenied(ending);
    system.awaitDenied(again);
    assertThat(system.isAllowed(ofTheSameRun)).isTrue();
    assertThat(system.isAllowed(ofAnotherRun)).isTrue();
  }

  @Test
  void theAuditTrailSaysWhatBecameOfACredential() {
    ActionsJob job = system.startJob();
    JobCredentials credentials = system.issue(job);

    system.deliver(system.end(job));

    await()
        .atMost(WholeSystem.PATIENCE)
        .untilAsserted(() -> {
          assertThat(entries(credentials, "credential-issued")).isOne();
          assertThat(entries(credentials, "revocation-decided")).isOne();
          assertThat(entries(credentials, "revocation-applied")).isOne();
          assertThat(entries(credentials, "revocation-effective")).isOne();
        });
    assertThat(system.rows().auditChainIsWhole()).isTrue();
  }

  @Test
  void aJobOfAnotherRepositoryGetsNothing() {
    ActionsJob stranger =
        system.stack().github().startJob(JobSpec.example().withRepository("mallory/repo"));

    assertThatThrownBy(() -> system.issue(stranger))
        .isInstanceOfSatisfying(
            NotIssuedException.class, e -> assertThat(e.status()).isEqualTo(403));
  }

  @Test
  void aDeliveryThatNobodySignedKillsNothing() {
    ActionsJob job = system.startJob();
    JobCredentials credentials = system.issue(job);

    int status =
        system
            .stack()
            .github()
            .deliver(system.stack().webhook(), "a guess", "workflow_job", system.end(job))
            .status();

    assertThat(status).isEqualTo(401);
    assertThat(system.isAllowed(credentials)).isTrue();
  }

  private long entries(JobCredentials credentials, String kind) {
    return system.rows().auditEntries(credentials, kind);
  }
}
