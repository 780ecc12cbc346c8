package dev.curfew.sandbox.github.hook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// What GitHub remembers of a hook's deliveries: those of the last three days.
final class DeliveryHistory {
  static final Duration WINDOW = Duration.ofDays(3);

  /// For the heap's sake. GitHub is not known to have a limit.
  private static final int CAPACITY = 20_000;

  private final Clock clock;
  private final NavigableMap<Long, HookDelivery> byId = new TreeMap<>();

  DeliveryHistory(Clock clock) {
    this.clock = clock;
  }

  synchronized void add(HookDelivery delivery) {
    byId.put(delivery.id(), delivery);
    if (byId.size() > CAPACITY) {
      byId.pollFirstEntry();
    }
  }

  synchronized Optional<HookDelivery> find(long id) {
    return Optional.ofNullable(byId.get(id)).filter(this::isInWindow);
  }

  /// Newest first.
  synchronized List<HookDelivery> upTo(long newestId) {
    return byId.headMap(newestId, true).descendingMap().values().stream()
        .filter(this::isInWindow)
        .toList();
  }

  private boolean isInWindow(HookDelivery delivery) {
    Instant oldest = clock.instant().minus(WINDOW);
    return !delivery.deliveredAt().isBefore(oldest);
  }
}
