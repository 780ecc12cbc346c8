package dev.curfew.revoker.ledger.postgres;

import dev.curfew.schemas.event.CredentialReleased;
import dev.curfew.schemas.event.Detection;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.event.JobEvent;
import dev.curfew.schemas.event.RevocationCause.Kind;
import dev.curfew.schemas.event.RunCompleted;
import dev.curfew.schemas.event.RunIdentity;
import dev.curfew.schemas.event.StepsCompleted;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// A latch: what it names has ended.
@Entity
@Immutable
@Table(name = "ending")
class EndingRow {
  @Id
  @Column(name = "event_id")
  UUID eventId;

  String cause;

  @Column(name = "repository_id")
  long repositoryId;

  @Column(name = "run_id")
  long runId;

  @Column(name = "job_id")
  @Nullable Long jobId;

  /// Of the job alone; null: all of it.
  String @Nullable [] steps;

  @Column(name = "up_to_attempt")
  @Nullable Integer upToAttempt;

  @Column(name = "credential_id")
  @Nullable UUID credentialId;

  @Column(name = "detected_at")
  Instant detectedAt;

  @Column(name = "received_at")
  Instant receivedAt;

  @Column(name = "decided_at")
  Instant decidedAt;

  @SuppressWarnings("NullAway.Init") // Hibernate fills it
  protected EndingRow() {}

  private EndingRow(
      UUID eventId,
      Kind cause,
      RunIdentity run,
      Instant detectedAt,
      Instant receivedAt,
      Instant now) {
    this.eventId = eventId;
    this.cause = cause.word();
    this.repositoryId = run.repositoryId();
    this.runId = run.runId();
    this.detectedAt = detectedAt;
    this.receivedAt = receivedAt;
    this.decidedAt = now;
  }

  static EndingRow of(UUID eventId, JobCompleted completed, Instant now) {
    EndingRow row = seen(eventId, Kind.JOB_COMPLETED, completed, now);
    row.jobId = completed.job().jobId();
    return row;
  }

  static EndingRow of(UUID eventId, RunCompleted completed, Instant now) {
    EndingRow row = seen(eventId, Kind.RUN_COMPLETED, completed, now);
    row.upToAttempt = completed.run().runAttempt();
    return row;
  }

  static EndingRow of(UUID eventId, StepsCompleted completed, Instant now) {
    EndingRow row = seen(eventId, Kind.STEP_COMPLETED, completed, now);
    row.jobId = completed.job().jobId();
    row.steps = completed.steps().toArray(String[]::new);
    return row;
  }

  private static EndingRow seen(UUID eventId, Kind cause, JobEvent event, Instant now) {
    Detection seen = event.detection();
    return new EndingRow(eventId, cause, event.run(), seen.detectedAt(), seen.receivedAt(), now);
  }

  /// The step gave its credential back.
  ///
  /// @param receivedAt when the issuer had published it; it was told at `releasedAt`
  static EndingRow of(UUID eventId, CredentialReleased released, Instant receivedAt, Instant now) {
    EndingRow row =
        new EndingRow(
            eventId, Kind.RELEASED, released.job().run(), released.releasedAt(), receivedAt, now);
    row.credentialId = released.credentialId();
    return row;
  }
}
