package dev.curfew.schemas.event;

import java.time.Instant;

/// A role's deny waits because IAM does not answer, or rations: nobody need do anything, it is
/// tried on. What is issued in its account now could not be revoked at once. Told once, until
/// [RevocationRecovered].
///
/// @param reason IAM's error code, or what else stood in the way
/// @param attempts how often it was tried so far
/// @param since when the oldest decision was made that waits
public record RevocationStalled(
    String roleArn, String reason, int attempts, Instant since, Instant stalledAt)
    implements RevocationEvent {
  public RevocationStalled {
    Require.roleArn(roleArn, "roleArn");
    Require.text(reason, "reason");
    Require.positive(attempts, "attempts");
    Require.instant(since, "since");
    Require.instant(stalledAt, "stalledAt");
  }
}
