package dev.curfew.issuer.release.postgres;

import dev.curfew.issuer.release.Releasable;
import dev.curfew.issuer.release.ReleaseToken;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.JobIdentity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// A credential and the fingerprint of its release token.
@Entity
@Immutable
@Table(schema = "issuer", name = "release_right")
class ReleaseRow {
  /// A job that gives back what has expired did nothing wrong.
  private static final Duration GRACE = Duration.ofDays(1);

  @Id
  @Column(name = "credential_id")
  UUID credentialId;

  @Column(name = "token_sha256")
  String tokenSha256;

  @Column(name = "repository_id")
  long repositoryId;

  String repository;

  @Column(name = "run_id")
  long runId;

  @Column(name = "run_attempt")
  int runAttempt;

  @Column(name = "job_id")
  long jobId;

  @Column(name = "released_at")
  @Nullable Instant releasedAt;

  @Column(name = "forget_at")
  Instant forgetAt;

  @SuppressWarnings("NullAway.Init") // Hibernate fills it
  protected ReleaseRow() {}

  ReleaseRow(CredentialIssued issued, ReleaseToken token) {
    credentialId = issued.credentialId();
    tokenSha256 = token.sha256();
    repositoryId = issued.job().repositoryId();
    repository = issued.job().repository();
    runId = issued.job().runId();
    runAttempt = issued.job().runAttempt();
    jobId = issued.job().jobId();
    forgetAt = issued.expiresAt().plus(GRACE);
  }

  Releasable releasable() {
    return new Releasable(
        credentialId,
        new JobIdentity(repositoryId, repository, runId, runAttempt, jobId),
        releasedAt != null);
  }
}
