package dev.curfew.revoker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.CredentialOverdue;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Overdue credentials are reported; unless somebody says so, nothing is done to them.
@QuarkusTest
@QuarkusTestResource(SurroundingsResource.class)
@SuppressWarnings("NullAway.Init") // injected
class OverdueIT {
  SurroundingsResource surroundings;
  Stage stage;

  @BeforeEach
  void open() {
    stage = new Stage(surroundings);
  }

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void whatIsOverdueIsReportedOnceAndGoesOn() {
    CredentialIssued first = overdue();
    await().until(() -> stage.auditKinds(first).contains("credential-overdue"));
    CredentialIssued second = overdue();
    await().until(() -> stage.auditKinds(second).contains("credential-overdue"));

    assertThat(stage.auditKinds(first)).containsExactly("credential-issued", "credential-overdue");
    try (TopicReader revocations =
        new TopicReader(surroundings.bootstrapServers(), Topic.REVOCATIONS)) {
      await()
          .untilAsserted(() ->
              assertThat(revocations.events(CredentialOverdue.class))
                  .extracting(CredentialOverdue::credentialId)
                  .containsOnlyOnce(first.credentialId(), second.credentialId()));
    }
    assertThat(stage.isDenied(first)).isFalse();
  }

  private CredentialIssued overdue() {
    Instant issuedAt = Instant.now().minus(Duration.ofHours(7));
    CredentialIssued credential =
        stage.session(
            stage.role(),
            Stage.job(),
            "@7k" + Long.toString(Stage.number(), 32),
            issuedAt,
            issuedAt.plus(Duration.ofHours(12)));
    stage.send(credential);
    return credential;
  }
}
