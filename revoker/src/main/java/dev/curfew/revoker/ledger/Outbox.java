package dev.curfew.revoker.ledger;

import dev.curfew.schemas.event.Envelope;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/// Events that must leave because the ledger changed.
public interface Outbox {

  /// Publishes the oldest in order and forgets those that were acknowledged. One relay at a time,
  /// across all instances. An event may leave twice, with the same id.
  ///
  /// @return how many left; 0 also where another relay is at it
  Uni<Integer> relay(Function<Envelope, Uni<Void>> publish);
}
