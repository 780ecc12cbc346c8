package dev.curfew.issuer.limit;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Optional;

/// A token bucket for each key, full at first.
public final class Allowance {
  /// Some 20 MB of them.
  private static final int MOST_KEYS = 100_000;

  private final Optional<LoadingCache<String, Bucket>> buckets;

  private Allowance(Optional<LoadingCache<String, Bucket>> buckets) {
    this.buckets = buckets;
  }

  /// So many a minute, and so many at once.
  ///
  /// @param times 0 for no limit
  public static Allowance perMinute(int times) {
    return per(Duration.ofMinutes(1), times);
  }

  /// So many an hour, and so many at once.
  ///
  /// @param times 0 for no limit
  public static Allowance perHour(int times) {
    return per(Duration.ofHours(1), times);
  }

  private static Allowance per(Duration period, int times) {
    return new Allowance(times == 0 ? Optional.empty() : Optional.of(buckets(period, times)));
  }

  private static LoadingCache<String, Bucket> buckets(Duration period, int times) {
    return Caffeine.newBuilder()
        .maximumSize(MOST_KEYS)
        // By then it is full again: forgetting it gives nothing away.
        .expireAfterAccess(period)
        .build(_ ->
            Bucket.builder()
                .addLimit(limit -> limit.capacity(times).refillGreedy(times, period))
                .build());
  }

  /// Takes one.
  ///
  /// @return nothing where there was one; else how long to wait for the next
  public Optional<Duration> take(String key) {
    return buckets
        .map(all -> all.get(key).tryConsumeAndReturnRemaining(1))
        .flatMap(Allowance::lack);
  }

  /// Gives back one that was taken.
  public void giveBack(String key) {
    buckets.ifPresent(all -> all.get(key).addTokens(1));
  }

  private static Optional<Duration> lack(ConsumptionProbe probe) {
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill()));
  }
}
