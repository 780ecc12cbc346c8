package dev.curfew.schemas.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/// A live session was denied besides, because an exact deny did not fit IAM's limits.
public record CollateralDenied(
    UUID credentialId,
    String accessKeyId,
    String userId,
    String roleArn,
    JobIdentity job,
    Instant appliedAt)
    implements RevocationEvent {
  public CollateralDenied {
    requireNonNull(credentialId, "credentialId");
    Require.text(accessKeyId, "accessKeyId");
    Require.userId(userId, "userId");
    Require.roleArn(roleArn, "roleArn");
    requireNonNull(job, "job");
    Require.instant(appliedAt, "appliedAt");
  }
}
