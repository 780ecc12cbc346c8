package dev.curfew.revoker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.IssuanceRefused;
import dev.curfew.schemas.event.JobIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the issuer refused stands in the audit trail.
@QuarkusTest
@QuarkusTestResource(SurroundingsResource.class)
@SuppressWarnings("NullAway.Init") // injected
class RefusalIT {
  private static final String ROLE = "arn:aws:iam::111122223333:role/deploy";

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
  void standsThereOnceHoweverOftenItIsDelivered() {
    JobIdentity job = Stage.job();
    IssuanceRefused first = refused(job, job.jobId(), ROLE);
    Envelope told = stage.send(first);
    stage.send(told);
    IssuanceRefused last = refused(job, null, null);
    stage.send(last);

    await().until(() -> !entries(last).isEmpty());
    assertThat(entries(last).getFirst()).startsWith(null, null, "role-not-granted");
    assertThat(entries(first)).hasSize(1);
    List<String> entry = entries(first).getFirst();
    assertThat(entry)
        .startsWith(
            "" + job.jobId(),
            ROLE,
            "role-not-granted",
            "" + job.runId(),
            job.repository(),
            "" + told.id());
    assertThat(entry.getLast())
        .contains("it is Friday", "0".repeat(64), "octocat", "3484a3f", "decision no-7");
    assertThat(buried(told.id())).isZero();
    assertThat(stage.sql("select audit_broken_at()").getFirst().getFirst()).isNull();
  }

  private long buried(UUID id) {
    try (TopicReader letters =
        new TopicReader(surroundings.bootstrapServers(), Topic.DEAD_LETTERS)) {
      return letters.records().stream()
          .filter(r -> new String(r.value(), UTF_8).contains("" + id))
          .count();
    }
  }

  private List<List<String>> entries(IssuanceRefused refused) {
    return stage.sql(
        """
        select job_id, role_arn, cause, run_id, repository, event_id, detail from audit_entry
        where kind = 'issuance-refused' and credential_id = '%s'
        """
            .formatted(refused.credentialId()));
  }

  private static IssuanceRefused refused(
      JobIdentity job, @Nullable Long jobId, @Nullable String role) {
    return new IssuanceRefused(
        Envelope.newId(),
        "role-not-granted",
        "the second gate refuses: it is Friday",
        job.run(),
        jobId,
        Stage.CONTEXT,
        role,
        "no-7",
        "0".repeat(64),
        Instant.now());
  }
}
