package dev.curfew.schemas.event;

import static java.util.Objects.requireNonNull;

import java.util.UUID;

/// IAM holds a deny for exactly this session.
public record CredentialRevoked(
    UUID credentialId,
    String accessKeyId,
    String userId,
    String roleArn,
    JobIdentity job,
    RevocationCause cause,
    RevocationTimes times)
    implements RevocationEvent {
  public CredentialRevoked {
    requireNonNull(credentialId, "credentialId");
    Require.text(accessKeyId, "accessKeyId");
    Require.userId(userId, "userId");
    Require.roleArn(roleArn, "roleArn");
    requireNonNull(job, "job");
    requireNonNull(cause, "cause");
    requireNonNull(times, "times");
  }
}
