package dev.curfew.revoker.ledger.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.curfew.schemas.event.OrderEvent;
import dev.curfew.schemas.wire.EventJson;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/// Which orders hit which credentials and roles.
final class Orders {
  /// Taken for itself by whoever stores an order, shared by whoever stores credentials: of two that
  /// come at once, one sees the other.
  private static final String LOCK = "curfew.orders";

  /// What is alive when an order is decided dies, unless the order itself spares it. What surfaces
  /// later dies if it was issued before the order, or in its quarantine.
  private static final String HITS =
      """
      from (
        select o.*, c.credential_id, c.role_arn
        from revocation_order o join credential c on scope_holds(o.scope, o.scope_value, c)
        where o.event_id = any(cast(:orders as uuid[])) and c.expires_at > :alive
          and c.issued_at < coalesce(o.issued_before, 'infinity')
        union all
        select o.*, c.credential_id, c.role_arn
        from revocation_order o join credential c on scope_holds(o.scope, o.scope_value, c)
          left join order_lift l on l.order_id = o.order_id
        where c.credential_id = any(cast(:credentials as uuid[])) and c.expires_at > :alive
          and (c.issued_at < least(o.catches_before, l.lifted_at)
            or c.issued_at >= date_trunc('second', o.decided_at)
              and c.issued_at < o.quarantine_until and c.issued_at < coalesce(l.lifted_at, 'infinity'))
      ) as hit
      """;

  private Orders() {}

  static Uni<Void> lock(StatelessSession session, Batch batch) {
    return batch.orders().isEmpty() && batch.lifts().isEmpty()
        ? Locks.share(session, LOCK)
        : Locks.lock(session, List.of(LOCK));
  }

  /// Stores the new ones, and what they say of whole roles.
  static Uni<Stored> store(StatelessSession session, Batch batch, Instant now) {
    return Known.of(session, "revocation_order", "order_id", batch.orders().keySet())
        .chain(known -> {
          List<Batch.Order> orders =
              batch.orders().values().stream()
                  .filter(order -> !known.contains(order.row().orderId))
                  .toList();
          return session
              .insertMultiple(orders.stream().map(Batch.Order::row).toList())
              .chain(() -> roleWide(session, orders, now))
              .map(roles -> new Stored(orders, roles));
        });
  }

  static Uni<List<Batch.Lift>> lift(StatelessSession session, Batch batch) {
    return Known.of(session, "order_lift", "order_id", batch.lifts().keySet())
        .chain(known -> {
          List<Batch.Lift> lifts =
              batch.lifts().values().stream()
                  .filter(lift -> !known.contains(lift.row().orderId))
                  .toList();
          return session
              .insertMultiple(lifts.stream().map(Batch.Lift::row).toList())
              .replaceWith(lifts);
        });
  }

  private static Uni<List<String>> roleWide(
      StatelessSession session, List<Batch.Order> orders, Instant now) {
    List<String> roles = new ArrayList<>();
    return inTurn(
            orders.stream().filter(o -> o.order().scope().kind().isRoleWide()).toList(),
            order -> RoleGuards.denyBefore(session, order.row(), now).invoke(roles::addAll))
        .replaceWith(roles);
  }

  static Uni<Void> audit(
      StatelessSession session, Stored stored, List<Batch.Lift> lifts, Instant now) {
    return inTurn(
            stored.orders(),
            o -> entry(session, AuditTrail.ORDER_DECIDED, now, o.row().eventId, o.order()))
        .chain(() ->
            inTurn(
                lifts,
                l -> entry(session, AuditTrail.ORDER_LIFTED, now, l.row().eventId, l.lifted())));
  }

  private static Uni<Void> entry(
      StatelessSession session, String kind, Instant now, UUID eventId, OrderEvent event) {
    return AuditTrail.of(
        session, kind, now, eventId, null, new String(EventJson.write(event), UTF_8));
  }

  /// Notes for each order what it hit, the dead included, and decides for each credential that is
  /// not dead by the first order that hits it.
  static Uni<Hit> decide(
      StatelessSession session,
      Collection<UUID> newCredentials,
      Collection<UUID> newOrders,
      Instant now) {
    return found(
            session,
            """
            insert into order_hit (order_id, credential_id, found_at)
            select order_id, credential_id, cast(:now as timestamptz) %s
            on conflict do nothing
            returning order_id, credential_id
            """,
            newCredentials,
            newOrders,
            now)
        .chain(hits ->
            hits.isEmpty()
                ? Uni.createFrom().item(new Hit(List.of(), List.of()))
                : revoke(session, newCredentials, newOrders, now)
                    .chain(decided -> dying(session, hits).map(roles -> new Hit(decided, roles))));
  }

  private static Uni<List<String>> dying(StatelessSession session, List<Object[]> hits) {
    return session
        .createNativeQuery(
            """
            select distinct role_arn from revocation
            where credential_id = any(cast(:ids as uuid[])) and applied_at is null
            """,
            String.class)
        .setParameter("ids", Ids.array(hits.stream().map(hit -> (UUID) hit[1]).toList()))
        .getResultList();
  }

  private static Uni<List<Decided>> revoke(
      StatelessSession session,
      Collection<UUID> newCredentials,
      Collection<UUID> newOrders,
      Instant now) {
    return found(
            session,
            """
            insert into revocation (credential_id, role_arn, cause, cause_event_id, detected_at, received_at, decided_at)
            select distinct on (credential_id)
              credential_id, role_arn, 'ordered', event_id, ordered_at, received_at, cast(:now as timestamptz) %s
            where not exists (select 1 from revocation r where r.credential_id = hit.credential_id)
            order by credential_id, decided_at, event_id
            on conflict (credential_id) do nothing
            returning credential_id, role_arn
            """,
            newCredentials,
            newOrders,
            now)
        .map(rows -> rows.stream().map(Decided::of).toList());
  }

  private static Uni<List<Object[]>> found(
      StatelessSession session,
      String statement,
      Collection<UUID> newCredentials,
      Collection<UUID> newOrders,
      Instant now) {
    return session
        .createNativeQuery(statement.formatted(HITS), Object[].class)
        .setParameter("now", now)
        .setParameter("alive", Expiry.aliveAfter(now))
        .setParameter("credentials", Ids.array(newCredentials))
        .setParameter("orders", Ids.array(newOrders))
        .getResultList();
  }

  private static <T> Uni<Void> inTurn(List<T> items, Function<T, Uni<?>> work) {
    return Multi.createFrom()
        .iterable(items)
        .onItem()
        .transformToUniAndConcatenate(item -> work.apply(item).replaceWith(item))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  /// Whom orders hit.
  ///
  /// @param roles those of all that IAM does not deny yet, whatever they die of: a person waits
  record Hit(List<Decided> decided, List<String> roles) {}

  /// What a batch brought that was new.
  ///
  /// @param roles those that an order takes in whole
  record Stored(List<Batch.Order> orders, List<String> roles) {
    List<UUID> eventIds() {
      return orders.stream().map(o -> o.row().eventId).toList();
    }
  }
}
