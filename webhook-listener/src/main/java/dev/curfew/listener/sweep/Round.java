package dev.curfew.listener.sweep;

import dev.curfew.listener.delivery.DeliveryReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One walk from a hook's newest delivery back. Not thread-safe: pages come one by one.
final class Round {
  private final Hook hook;
  private final @Nullable Instant sweptUpTo;
  private final Duration window;
  private final Instant begun;
  private final Backlog backlog;

  /// Attempts come newest first, so that an accepted one is seen before those it made good.
  private final Set<String> seen = new HashSet<>();

  private final Set<String> cursors = new HashSet<>();
  private @Nullable Instant newest;
  private @Nullable String cursor;
  private boolean goesOn = true;

  /// @param sweptUpTo where the round before began, by GitHub's clock; null for the first
  /// @param window how far back the first goes
  /// @param begun by our clock
  Round(Hook hook, @Nullable Instant sweptUpTo, Duration window, Instant begun, Backlog backlog) {
    this.hook = hook;
    this.sweptUpTo = sweptUpTo;
    this.window = window;
    this.begun = begun;
    this.backlog = backlog;
  }

  Hook hook() {
    return hook;
  }

  /// Of the page to ask for; null for the first.
  @Nullable String cursor() {
    return cursor;
  }

  /// When the newest delivery was made; null where there is none. Never after the round began: a
  /// time in the future would hide all that comes before it.
  @Nullable Instant newest() {
    return newest;
  }

  boolean goesOn() {
    return goesOn;
  }

  /// What is to be brought in of the page that the cursor led to. Moves on to the next.
  List<ListedDelivery> missedOf(DeliveryArchive.Page page) {
    if (newest == null) {
      newest =
          page.deliveries().stream()
              .map(ListedDelivery::deliveredAt)
              .max(Comparator.naturalOrder())
              .map(at -> at.isAfter(begun) ? begun : at)
              .orElse(null);
    }
    cursor = page.next().orElse(null);
    goesOn = cursor != null && !isBehind(page.deliveries());
    if (goesOn && !cursors.add(cursor)) {
      throw new IllegalStateException("GitHub's list of deliveries leads back to itself");
    }
    return page.deliveries().stream()
        .filter(each -> DeliveryReader.mayMatter(each.event(), each.action()))
        .filter(each -> !isTooOld(each))
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
    return !page.isEmpty() && isTooOld(page.getLast());
  }

  private boolean isTooOld(ListedDelivery attempt) {
    Instant since = sweptUpTo != null || newest == null ? sweptUpTo : newest.minus(window);
    return since != null && attempt.deliveredAt().isBefore(since);
  }
}
