package dev.curfew.schemas.event;

import static java.util.Objects.requireNonNull;

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
    requireNonNull(detectedAt, "detectedAt");
    requireNonNull(receivedAt, "receivedAt");
    requireNonNull(decidedAt, "decidedAt");
    requireNonNull(appliedAt, "appliedAt");
  }
}
