package dev.curfew.local.bench.issue;

import java.time.Duration;

/// When requests are due: at a steady rate, which may have to be reached first.
///
/// @param rate requests each second
/// @param time from the first to the last
/// @param rise at the beginning, while the rate rises from none
record Schedule(int rate, Duration time, Duration rise) {
  private static final double SECOND = 1e9;

  /// From the beginning to the end.
  static Schedule steady(int rate, Duration time) {
    return new Schedule(rate, time, Duration.ZERO);
  }

  /// For a service that has just started and has nothing compiled: half of the time to reach the
  /// rate, half of it at the rate.
  static Schedule rising(int rate, Duration time) {
    return new Schedule(rate, time, time.dividedBy(2));
  }

  int requests() {
    return Math.toIntExact(Math.round(rate * (time.toNanos() - rise.toNanos() / 2.0) / SECOND));
  }

  /// After the first, in nanoseconds.
  long due(int index) {
    double risen = rate * rise.toNanos() / SECOND / 2;
    return index < risen
        ? Math.round(Math.sqrt(2.0 * index / rate * SECOND * rise.toNanos()))
        : rise.toNanos() + Math.round((index - risen) / rate * SECOND);
  }
}
