package dev.curfew.revoker.ledger.postgres;

import dev.curfew.schemas.event.JobIdentity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// One entry of the audit trail. The database numbers and chains it.
@Entity
@Immutable
@Table(name = "audit_entry")
class AuditRow {
  @Id long sequence;
  Instant at;
  String kind;

  @Column(name = "event_id")
  @Nullable UUID eventId;

  @Column(name = "credential_id")
  @Nullable UUID credentialId;

  @Column(name = "access_key_id")
  @Nullable String accessKeyId;

  @Column(name = "user_id")
  @Nullable String userId;

  @Column(name = "role_arn")
  @Nullable String roleArn;

  @Nullable String repository;

  @Column(name = "run_id")
  @Nullable Long runId;

  @Column(name = "run_attempt")
  @Nullable Integer runAttempt;

  @Column(name = "job_id")
  @Nullable Long jobId;

  @Nullable String cause;

  @Column(name = "detected_at")
  @Nullable Instant detectedAt;

  @Column(name = "received_at")
  @Nullable Instant receivedAt;

  @Column(name = "decided_at")
  @Nullable Instant decidedAt;

  @Column(name = "applied_at")
  @Nullable Instant appliedAt;

  @Column(name = "effective_at")
  @Nullable Instant effectiveAt;

  @Nullable String detail;

  byte[] hash = {};

  @SuppressWarnings("NullAway.Init") // Hibernate fills it
  protected AuditRow() {}

  private AuditRow(String kind, Instant at) {
    this.kind = kind;
    this.at = at;
  }

  /// Something that befell a credential.
  static AuditRow ofCredential(String kind, Instant at, CredentialRow credential) {
    JobIdentity job = credential.job();
    AuditRow row = new AuditRow(kind, at);
    row.credentialId = credential.credentialId;
    row.accessKeyId = credential.accessKeyId;
    row.userId = credential.userId;
    row.roleArn = credential.roleArn;
    row.repository = job.repository();
    row.runId = job.runId();
    row.runAttempt = job.runAttempt();
    row.jobId = job.jobId();
    return row;
  }

  /// Something that befell a role.
  static AuditRow ofRole(String kind, Instant at, String roleArn, String detail) {
    AuditRow row = new AuditRow(kind, at);
    row.roleArn = roleArn;
    row.detail = detail;
    return row;
  }

  AuditRow event(UUID id) {
    eventId = id;
    return this;
  }

  AuditRow revocation(RevocationRow revocation) {
    cause = revocation.cause;
    eventId = revocation.causeEventId;
    detectedAt = revocation.detectedAt;
    receivedAt = revocation.receivedAt;
    decidedAt = revocation.decidedAt;
    appliedAt = revocation.appliedAt;
    effectiveAt = revocation.effectiveAt;
    return this;
  }
}
