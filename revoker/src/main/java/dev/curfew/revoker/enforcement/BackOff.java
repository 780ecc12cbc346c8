package dev.curfew.revoker.enforcement;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// Exponential waits with full jitter for each role, forgotten at its next success.
final class BackOff {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final int MOST_DOUBLINGS = 16;

  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  private final Duration longest;
  private final RandomGenerator random;

  BackOff(Duration longest, RandomGenerator random) {
    this.longest = longest;
    this.random = random;
  }

  Duration next(String roleArn) {
    int doublings = Math.min(failures.merge(roleArn, 1, Integer::sum) - 1, MOST_DOUBLINGS);
    long ceiling = Math.min(FIRST.toMillis() << doublings, longest.toMillis());
    return Duration.ofMillis(random.nextLong(ceiling) + 1);
  }

  void succeeded(String roleArn) {
    failures.remove(roleArn);
  }
}
