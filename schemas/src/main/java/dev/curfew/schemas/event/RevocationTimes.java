package dev.curfew.schemas.event;

import java.time.Duration;
import java.time.Instant;

/// When a revocation went through which hands. The clocks are different ones, so an interval may
/// come out negative.
///
/// @param detectedAt when the end happened, by the word of who saw it
/// @param receivedAt when Curfew had it
/// @param decidedAt when the revoker's transaction had recorded it
/// @param appliedAt when IAM had answered; enforcement follows seconds later
public record RevocationTimes(
    Instant detectedAt, Instant receivedAt, Instant decidedAt, Instant appliedAt) {
  public RevocationTimes {
    Require.instant(detectedAt, "detectedAt");
    Require.instant(receivedAt, "receivedAt");
    Require.instant(decidedAt, "decidedAt");
    Require.instant(appliedAt, "appliedAt");
  }

  /// What of it was Curfew's own time: from the first of its hands to IAM's answer.
  public Duration receivedToApplied() {
    return Duration.between(receivedAt, appliedAt);
  }
}
