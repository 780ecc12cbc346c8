package dev.curfew.revoker.ledger;

import dev.curfew.schemas.event.OrderScope;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What people ordered and how far it has come. Changes nothing. Fails with
/// [LedgerUnavailableException] while the database is away.
public interface OrderBook {

  /// What an order would hit if it were decided now.
  Uni<OrderPreview> preview(OrderScope scope, @Nullable Instant issuedBefore);

  /// Empty where no such order was decided yet.
  Uni<Optional<OrderProgress>> progress(UUID orderId);

  /// The latest decided first.
  Uni<List<OrderSummary>> recent(int limit);
}
