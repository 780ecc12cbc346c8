package dev.curfew.schemas.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A role's deny could not be written; somebody must look. The credentials named live on until
/// their expiry, or until a later attempt succeeds.
///
/// @param reason IAM's error code, or what else stood in the way
/// @param attempts how often it was tried so far
public record RevocationFailed(
    String roleArn, List<UUID> credentialIds, String reason, int attempts, Instant failedAt)
    implements RevocationEvent {
  public RevocationFailed {
    Require.roleArn(roleArn, "roleArn");
    credentialIds = List.copyOf(credentialIds);
    Require.text(reason, "reason");
    Require.positive(attempts, "attempts");
    Require.instant(failedAt, "failedAt");
  }
}
