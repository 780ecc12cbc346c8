package dev.curfew.schemas.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/// A credential still works though its job must have ended by its age, and nobody has said so.
///
/// @param overdueAt when that was noticed
public record CredentialOverdue(
    UUID credentialId,
    String accessKeyId,
    String userId,
    String roleArn,
    JobIdentity job,
    Instant issuedAt,
    Instant overdueAt)
    implements RevocationEvent {
  public CredentialOverdue {
    requireNonNull(credentialId, "credentialId");
    Require.text(accessKeyId, "accessKeyId");
    Require.userId(userId, "userId");
    Require.roleArn(roleArn, "roleArn");
    requireNonNull(job, "job");
    Require.instant(issuedAt, "issuedAt");
    Require.instant(overdueAt, "overdueAt");
  }
}
