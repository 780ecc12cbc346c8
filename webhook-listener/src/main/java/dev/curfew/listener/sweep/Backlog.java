package dev.curfew.listener.sweep;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What is known of deliveries from one sweep to the next: those that are settled, and those that
/// could not be brought in and are still owed.
final class Backlog {
  /// Forgetting one does no harm: it is brought in once more.
  private static final int SETTLED = 100_000;

  /// For the heap's sake. Where more are owed than that, sweeps do not finish.
  private static final int OWED = 10_000;

  private final Duration patience;
  private final Cache<String, Boolean> settled;
  private final Map<String, Owed> owed = new ConcurrentHashMap<>();

  /// @param memory for how long GitHub may list a delivery that is settled
  /// @param patience for how long one is tried
  Backlog(Duration memory, Duration patience) {
    this.patience = patience;
    this.settled = Caffeine.newBuilder().maximumSize(SETTLED).expireAfterWrite(memory).build();
  }

  /// Whether it need not be looked for: it is settled, or is tried when its time comes.
  boolean knows(ListedDelivery delivery) {
    return settled.getIfPresent(delivery.guid()) != null || owed.containsKey(delivery.guid());
  }

  void settle(ListedDelivery delivery) {
    owed.remove(delivery.guid());
    settled.put(delivery.guid(), true);
  }

  /// It failed: it is tried again after as long as it has been failing.
  void owe(Hook hook, ListedDelivery delivery, Instant now) {
    if (owed.size() >= OWED && !owed.containsKey(delivery.guid())) {
      throw new IllegalStateException("more deliveries fail than can be remembered: " + OWED);
    }
    owed.compute(
        delivery.guid(),
        (_, before) ->
            before == null ? new Owed(hook, delivery, now, now) : before.failedAgain(now));
  }

  /// Whether it has been failing for too long.
  boolean isOverdue(ListedDelivery delivery, Instant now) {
    Owed known = owed.get(delivery.guid());
    return known != null && !known.first().plus(patience).isAfter(now);
  }

  /// Those of a hook whose time has come.
  List<ListedDelivery> due(Hook hook, Instant now) {
    return owed.values().stream()
        .filter(each -> each.hook().equals(hook) && each.due().isBefore(now))
        .map(Owed::delivery)
        .toList();
  }

  /// @param first when it failed first
  private record Owed(Hook hook, ListedDelivery delivery, Instant first, Instant due) {
    Owed failedAgain(Instant now) {
      return new Owed(hook, delivery, first, now.plus(Duration.between(first, now)));
    }
  }
}
