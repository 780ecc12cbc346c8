package dev.curfew.local.demo;

import java.time.Duration;
import java.time.Instant;

/// A row of the audit database's view `revocation_times`.
record RevocationRow(
    String cause,
    Instant detectedAt,
    Instant receivedAt,
    Instant decidedAt,
    Instant appliedAt,
    Instant effectiveAt) {

  /// Ours: from the webhook's arrival to IAM's answer.
  Duration toAnswer() {
    return Duration.between(receivedAt, appliedAt);
  }

  /// AWS's: from IAM's answer to the first refusal.
  Duration toEnforcement() {
    return Duration.between(appliedAt, effectiveAt);
  }
}
