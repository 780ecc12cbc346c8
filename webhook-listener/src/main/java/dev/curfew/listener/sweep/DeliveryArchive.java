package dev.curfew.listener.sweep;

import dev.curfew.listener.delivery.Delivery;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What GitHub remembers of a hook's deliveries. Any question fails with [LeftAloneException] while
/// the rate limit holds.
public interface DeliveryArchive {
  /// Whether GitHub can be asked at all.
  boolean isConfigured();

  /// One page of attempts, the newest first.
  ///
  /// @param cursor of the page before; null for the first
  Uni<Page> list(Hook hook, @Nullable String cursor);

  /// One delivery with its body; empty where GitHub does not know it.
  Uni<Optional<Delivery>> fetch(Hook hook, ListedDelivery listed);

  /// Attempts, and where further ones are.
  ///
  /// @param next cursor of the next page; empty after the last
  record Page(List<ListedDelivery> deliveries, Optional<String> next) {}
}
