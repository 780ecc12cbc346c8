package dev.curfew.sandbox.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A token bucket for each account, which holds what a second brings.
final class WriteThrottle {
  /// @param admitted whether the write that left the bucket like this was let through
  private record Bucket(double tokens, Instant at, boolean admitted) {

    static Bucket full(int perSecond, Instant now) {
      return new Bucket(perSecond, now, true);
    }

    Bucket take(int perSecond, Instant now) {
      double seconds = Duration.between(at, now).toNanos() / 1e9;
      double available = Math.min(perSecond, tokens + seconds * perSecond);
      return available >= 1
          ? new Bucket(available - 1, now, true)
          : new Bucket(available, now, false);
    }
  }

  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
  private final Clock clock;

  WriteThrottle(Clock clock) {
    this.clock = clock;
  }

  /// @param perSecond 0 is no limit
  boolean admits(String accountId, int perSecond) {
    if (perSecond == 0) {
      buckets.remove(accountId);
      return true;
    }
    Instant now = clock.instant();
    return buckets
        .compute(
            accountId,
            (_, bucket) ->
                (bucket == null ? Bucket.full(perSecond, now) : bucket).take(perSecond, now))
        .admitted();
  }
}
