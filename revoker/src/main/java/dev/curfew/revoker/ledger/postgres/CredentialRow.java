package dev.curfew.revoker.ledger.postgres;

import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.JobIdentity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// A credential that was handed out.
@Entity
@Immutable
@Table(name = "credential")
class CredentialRow {
  @Id
  @Column(name = "credential_id")
  UUID credentialId;

  @Column(name = "event_id")
  @Nullable UUID eventId;

  @Column(name = "access_key_id")
  String accessKeyId;

  @Column(name = "user_id")
  String userId;

  /// [RoleIdentity].
  @Column(name = "role_arn")
  String roleArn;

  /// The role as the issuer names it, with its path.
  @Column(name = "assumed_arn")
  String assumedArn;

  @Column(name = "issued_at")
  Instant issuedAt;

  @Column(name = "expires_at")
  Instant expiresAt;

  @Column(name = "repository_id")
  long repositoryId;

  String repository;

  @Column(name = "run_id")
  long runId;

  @Column(name = "run_attempt")
  int runAttempt;

  @Column(name = "job_id")
  long jobId;

  @Column(name = "commit_sha")
  String commit;

  String ref;
  String workflow;
  @Nullable String environment;
  String actor;

  @Column(name = "event_name")
  String eventName;

  @Nullable String runner;
  @Nullable String step;

  @Column(name = "token_sha256")
  String tokenSha256;

  @Column(name = "recorded_at")
  Instant recordedAt;

  boolean dead;

  @Column(name = "hit_at")
  @Nullable Instant hitAt;

  @Column(name = "overdue_at")
  @Nullable Instant overdueAt;

  @Column(name = "closed_at")
  @Nullable Instant closedAt;

  /// The transaction's number; the database gives it.
  @Column(name = "recorded_in", insertable = false, updatable = false)
  @Nullable Long recordedIn;

  @SuppressWarnings("NullAway.Init") // Hibernate fills it
  protected CredentialRow() {}

  CredentialRow(UUID eventId, CredentialIssued issued, Instant recordedAt) {
    this.eventId = eventId;
    credentialId = issued.credentialId();
    accessKeyId = issued.accessKeyId();
    userId = issued.userId();
    roleArn = RoleIdentity.of(issued.roleArn());
    assumedArn = issued.roleArn();
    issuedAt = issued.issuedAt();
    expiresAt = issued.expiresAt();
    repositoryId = issued.job().repositoryId();
    repository = issued.job().repository();
    runId = issued.job().runId();
    runAttempt = issued.job().runAttempt();
    jobId = issued.job().jobId();
    commit = issued.context().commit();
    ref = issued.context().ref();
    workflow = issued.context().workflow();
    environment = issued.context().environment();
    actor = issued.context().actor();
    eventName = issued.context().eventName();
    runner = issued.context().runner();
    step = issued.step();
    tokenSha256 = issued.tokenSha256();
    this.recordedAt = recordedAt;
  }

  JobIdentity job() {
    return new JobIdentity(repositoryId, repository, runId, runAttempt, jobId);
  }
}
