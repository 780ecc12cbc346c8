package dev.curfew.issuer.intake.postgres;

import dev.curfew.issuer.latch.Selectors;
import dev.curfew.schemas.event.CurfewEvent;
import dev.curfew.schemas.event.OrderLifted;
import dev.curfew.schemas.event.RevocationOrdered;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/// Orders that refuse what is yet to be issued, and their lifts. There are few: one statement each.
final class Quarantines {
  /// How long a lift waits for an order that is read after it.
  private static final Duration MEMORY_OF_LIFTS = Duration.ofDays(30);

  private Quarantines() {}

  static Uni<Void> store(StatelessSession session, List<CurfewEvent> events, Instant now) {
    return Multi.createFrom()
        .iterable(events)
        .onItem()
        .transformToUniAndConcatenate(event -> store(session, event, now))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private static Uni<Integer> store(StatelessSession session, CurfewEvent event, Instant now) {
    return switch (event) {
      case RevocationOrdered order
          when order.quarantineUntil() != null && order.quarantineUntil().isAfter(now) ->
          order(session, order, order.quarantineUntil());
      case OrderLifted lifted -> lift(session, lifted, now);
      default -> Uni.createFrom().item(0);
    };
  }

  private static Uni<Integer> order(
      StatelessSession session, RevocationOrdered order, Instant until) {
    return session
        .createNativeQuery(
            """
            insert into issuer.quarantine (order_id, selector, quarantined_until, forget_at)
            values (:order, :selector, cast(:until as timestamptz), cast(:until as timestamptz))
            on conflict (order_id) do update set
              selector = excluded.selector,
              quarantined_until = excluded.quarantined_until,
              forget_at = greatest(quarantine.forget_at, excluded.forget_at)
            where quarantine.selector is null
            """)
        .setParameter("order", order.orderId())
        .setParameter("selector", Selectors.of(order.scope()))
        .setParameter("until", until)
        .executeUpdate();
  }

  private static Uni<Integer> lift(StatelessSession session, OrderLifted lifted, Instant now) {
    return session
        .createNativeQuery(
            """
            insert into issuer.quarantine (order_id, lifted_at, forget_at)
            values (:order, cast(:lifted as timestamptz), cast(:forgetAt as timestamptz))
            on conflict (order_id) do update set
              lifted_at = least(quarantine.lifted_at, excluded.lifted_at),
              forget_at = greatest(quarantine.forget_at, excluded.forget_at)
            """)
        .setParameter("order", lifted.orderId())
        .setParameter("lifted", lifted.liftedAt())
        .setParameter("forgetAt", now.plus(MEMORY_OF_LIFTS))
        .executeUpdate();
  }
}
