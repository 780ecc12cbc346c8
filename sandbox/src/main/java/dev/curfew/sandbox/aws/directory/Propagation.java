package dev.curfew.sandbox.aws.directory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/// IAM's control plane shows a write at once; what enforces policies sees it later.
///
/// @param lag how much later, which may change
public record Propagation(Clock clock, Supplier<Duration> lag) {
  /// The furthest that enforcement can be behind.
  public static final Duration LONGEST_LAG = Duration.ofMinutes(1);

  public Moment moment() {
    Instant now = clock.instant();
    return new Moment(now, now.minus(lag.get()));
  }
}
