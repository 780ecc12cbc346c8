package dev.curfew.issuer.intake.postgres;

import dev.curfew.issuer.latch.Selectors;
import dev.curfew.issuer.store.postgres.Statements;
import dev.curfew.schemas.event.CurfewEvent;
import dev.curfew.schemas.event.OrderLifted;
import dev.curfew.schemas.event.RevocationOrdered;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Orders that refuse what is yet to be issued, and their lifts. There are few: one statement each.
final class Quarantines {
  /// How long a lift waits for an order that is read after it.
  private static final Duration MEMORY_OF_LIFTS = Duration.ofDays(30);

  private Quarantines() {}

  static Uni<Void> store(Statements statements, List<CurfewEvent> events, Instant now) {
    return Multi.createFrom()
        .iterable(events)
        .onItem()
        .transformToUniAndConcatenate(event -> store(statements, event, now))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private static Uni<Void> store(Statements statements, CurfewEvent event, Instant now) {
    return switch (event) {
      case RevocationOrdered order
          when order.quarantineUntil() != null && order.quarantineUntil().isAfter(now) ->
          order(statements, order, order.quarantineUntil());
      case OrderLifted lifted -> lift(statements, lifted, now);
      default -> Uni.createFrom().voidItem();
    };
  }

  private static Uni<Void> order(Statements statements, RevocationOrdered order, Instant until) {
    return statements
        .run(
            """
            insert into issuer.quarantine (order_id, selector, quarantined_until, forget_at)
            values ($1, $2, $3, $3)
            on conflict (order_id) do update set
              selector = excluded.selector,
              quarantined_until = excluded.quarantined_until,
              forget_at = greatest(quarantine.forget_at, excluded.forget_at)
            where quarantine.selector is null
            """,
            order.orderId(),
            Selectors.of(order.scope()),
            until)
        .replaceWithVoid();
  }

  private static Uni<Void> lift(Statements statements, OrderLifted lifted, Instant now) {
    return statements
        .run(
            """
            insert into issuer.quarantine (order_id, lifted_at, forget_at)
            values ($1, $2, $3)
            on conflict (order_id) do update set
              lifted_at = least(quarantine.lifted_at, excluded.lifted_at),
              forget_at = greatest(quarantine.forget_at, excluded.forget_at)
            """,
            lifted.orderId(),
            lifted.liftedAt(),
            now.plus(MEMORY_OF_LIFTS))
        .replaceWithVoid();
  }
}
