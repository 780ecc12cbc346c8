package dev.curfew.revoker.publication;

import dev.curfew.schemas.event.Envelope;
import io.smallrye.mutiny.Uni;

/// Where events go.
public interface Publisher {

  /// Completes when the event is durable; fails with [NotDurableException] where that is not
  /// certain. An event whose publication failed may still turn up.
  Uni<Void> publish(Envelope envelope);
}
