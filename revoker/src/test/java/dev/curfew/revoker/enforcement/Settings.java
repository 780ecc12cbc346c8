package dev.curfew.revoker.enforcement;

import java.time.Duration;

/// What the queue is configured with; the rest is not its concern.
record Settings(int concurrency, double writesPerSecond, int burst) implements EnforcementSettings {

  @Override
  public Duration poll() {
    return Duration.ofMillis(500);
  }

  @Override
  public Duration longestBackOff() {
    return Duration.ofSeconds(5);
  }

  @Override
  public Duration deadline() {
    return Duration.ofSeconds(5);
  }
}
