package dev.curfew.local.bench.revoke;

import java.time.Duration;

/// The loads that Curfew is held to.
enum Preset {
  /// All of GitHub Actions' average.
  SUSTAINED(822, 500, Duration.ofMinutes(5), 20),
  /// How fast it is where nothing is scarce.
  LATENCY(100, 100, Duration.ofMinutes(2), 0),
  /// How many ends become one write.
  COALESCING(822, 50, Duration.ofMinutes(2), 20);

  private final double rate;
  private final int roles;
  private final Duration duration;
  private final int writesPerSecond;

  Preset(double rate, int roles, Duration duration, int writesPerSecond) {
    this.rate = rate;
    this.roles = roles;
    this.duration = duration;
    this.writesPerSecond = writesPerSecond;
  }

  double rate() {
    return rate;
  }

  int roles() {
    return roles;
  }

  Duration duration() {
    return duration;
  }

  int writesPerSecond() {
    return writesPerSecond;
  }
}
