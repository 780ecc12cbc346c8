package dev.curfew.listener.publication;

import dev.curfew.schemas.event.CurfewEvent;
import io.smallrye.mutiny.Uni;

/// Where events go.
public interface Publisher {

  /// Completes when the event is durable; fails with [NotDurableException] where that is not
  /// certain, and with [TooLargeException] where it never will be. An event whose publication
  /// failed otherwise may still turn up.
  Uni<Void> publish(CurfewEvent event);
}
