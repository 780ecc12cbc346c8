package dev.curfew.revoker.enforcement;

import java.time.Duration;

/// How long a role rests between two writes. A role whose jobs end one at a time is written at
/// once; one where they end by the dozen rests until a write is worth its while, since IAM counts
/// writes and not what they deny.
final class Pause {
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofMillis(1300);

  /// Deaths that make a write worth its while.
  private static final int MANY = 20;

  private Pause() {}

  /// @param last the pause before the write
  /// @param killed what the write killed
  static Duration after(Duration last, int killed) {
    if (killed <= 1) {
      return shorter(last, 2);
    }
    if (killed < MANY) {
      Duration longer = last.isZero() ? SHORTEST : last.multipliedBy(2);
      return longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    }
    return killed > 2 * MANY ? shorter(last.multipliedBy(3), 4) : last;
  }

  private static Duration shorter(Duration pause, int divisor) {
    Duration shorter = pause.dividedBy(divisor);
    return shorter.compareTo(SHORTEST) < 0 ? Duration.ZERO : shorter;
  }
}
