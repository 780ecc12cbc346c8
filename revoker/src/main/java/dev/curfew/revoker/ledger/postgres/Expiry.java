package dev.curfew.revoker.ledger.postgres;

import java.time.Duration;
import java.time.Instant;

/// When a session counts as expired: later than it says, since AWS's clock is not ours.
final class Expiry {
  static final Duration GRACE = Duration.ofMinutes(2);

  private Expiry() {}

  /// Sessions that expire after this moment may still work.
  static Instant aliveAfter(Instant now) {
    return now.minus(GRACE);
  }
}
