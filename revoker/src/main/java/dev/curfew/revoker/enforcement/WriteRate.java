package dev.curfew.revoker.enforcement;

import java.time.Duration;
import java.time.Instant;

/// How fast one account's IAM may be written to: a token bucket that is measured. IAM's limits are
/// not published and differ by account, so a refusal halves the rate, and each success raises it a
/// little, up to what is configured. Not safe for use by several threads.
final class WriteRate {
  private static final double SLOWEST = 0.5;
  private static final double STEP = 0.1;
  private static final Duration ONE_LESSON = Duration.ofSeconds(1);

  private final double fastest;
  private final int burst;
  private double perSecond;

  /// When the bucket would be full again (GCRA's theoretical arrival time).
  private Instant full = Instant.MIN;

  private Instant lastLesson = Instant.MIN;

  /// @param fastest writes in a second, never exceeded for long
  /// @param burst writes that may go at once after a pause
  WriteRate(double fastest, int burst) {
    this.fastest = fastest;
    this.burst = burst;
    this.perSecond = fastest;
  }

  /// The first moment at which a write may go.
  Instant freeAt() {
    return full.equals(Instant.MIN) ? full : full.minus(each().multipliedBy(burst - 1L));
  }

  /// Takes a token, be there one or not.
  ///
  /// @return how long to wait before using it
  Duration take(Instant now) {
    Instant free = freeAt();
    full = (full.isAfter(now) ? full : now).plus(each());
    return free.isAfter(now) ? Duration.between(now, free) : Duration.ZERO;
  }

  /// What was taken was not needed.
  void giveBack() {
    full = full.minus(each());
  }

  /// Several refusals at once teach one thing.
  void throttled(Instant now) {
    if (lastLesson.isBefore(now.minus(ONE_LESSON))) {
      lastLesson = now;
      perSecond = Math.max(SLOWEST, perSecond / 2);
      full = (full.isAfter(now) ? full : now).plus(each().multipliedBy(burst));
    }
  }

  void succeeded() {
    perSecond = Math.min(fastest, perSecond + STEP);
  }

  private Duration each() {
    return Duration.ofNanos(Math.round(1e9 / perSecond));
  }
}
