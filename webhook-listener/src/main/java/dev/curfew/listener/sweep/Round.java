package dev.curfew.listener.sweep;

import dev.curfew.listener.delivery.DeliveryReader;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One walk from a hook's newest delivery back. Not thread-safe: pages come one by one.
final class Round {
  private final Hook hook;
  private final Instant since;
  private final Backlog backlog;

  /// Attempts come newest first, so that an accepted one is seen before those it made good.
  private final Set<String> seen = new HashSet<>();

  private @Nullable String cursor;
  private boolean goesOn = true;

  Round(Hook hook, Instant since, Backlog backlog) {
    this.hook = hook;
    this.since = since;
    this.backlog = backlog;
  }

  Hook hook() {
    return hook;
  }

  /// Of the page to ask for; null for the first.
  @Nullable String cursor() {
    return cursor;
  }

  boolean goesOn() {
    return goesOn;
  }

  /// What is to be brought in of the page that the cursor led to. Moves on to the next.
  List<ListedDelivery> missedOf(DeliveryArchive.Page page) {
    cursor = page.next().orElse(null);
    goesOn = cursor != null && !isBehind(page.deliveries());
    return page.deliveries().stream()
        .filter(each -> DeliveryReader.mayMatter(each.event()))
        .filter(each -> !each.deliveredAt().isBefore(since))
        .filter(this::isMissed)
        .toList();
  }

  private boolean isMissed(ListedDelivery attempt) {
    if (attempt.accepted()) {
      // A first attempt that was accepted has made nothing good, and there are many of them.
      if (attempt.redelivery()) {
        seen.add(attempt.guid());
        backlog.settle(attempt);
      }
      return false;
    }
    return seen.add(attempt.guid()) && !backlog.knows(attempt);
  }

  private boolean isBehind(List<ListedDelivery> page) {
    return page.isEmpty() || page.getLast().deliveredAt().isBefore(since);
  }
}
