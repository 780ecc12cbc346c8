package dev.curfew.revoker.ledger.postgres;

import static dev.curfew.revoker.ledger.OrderProgress.MOST_CREDENTIALS;

import dev.curfew.revoker.ledger.OrderBook;
import dev.curfew.revoker.ledger.OrderPreview;
import dev.curfew.revoker.ledger.OrderProgress;
import dev.curfew.revoker.ledger.OrderSummary;
import dev.curfew.schemas.event.OrderScope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;
import org.jspecify.annotations.Nullable;

/// Reads orders in PostgreSQL, in its own SQL: nothing here is worth an entity.
@ApplicationScoped
class PostgresOrderBook implements OrderBook {
  private static final String PREVIEW =
      """
      with hit as (
        select c.role_arn, count(*) as credentials from credential c
        where c.closed_at is null and c.expires_at > :now
          and not exists (select 1 from revocation r where r.credential_id = c.credential_id)
          and scope_holds(:scope, cast(:value as varchar), c)
          and (cast(:issuedBefore as timestamptz) is null or c.issued_at < :issuedBefore)
        group by c.role_arn
      ), wide as (
        select role_arn from (
          select role_arn from role_guard
          union select role_arn from credential where expires_at > :now
          union select role_arn from credential where role_arn = cast(:value as varchar)
        ) as known
        where case cast(:scope as varchar)
          when 'role' then role_arn = :value
          when 'account' then split_part(role_arn, ':', 5) = :value
          else cast(:scope as varchar) = 'all'
        end
      )
      select role_arn, coalesce(h.credentials, 0)
      from hit h full join wide w using (role_arn)
      order by role_arn
      """;

  /// What `:now` makes of a credential c with its revocation r.
  private static final String STATE =
      """
      case when r.effective_at is not null then 'EFFECTIVE'
           when r.applied_at is not null then 'DENIED'
           when c.expires_at <= :now then 'EXPIRED'
           else 'DYING' end\
      """;

  /// The roles of an order o that is role-wide: g stands for what is known of them.
  private static final String ROLE_WIDE =
      """
      (o.scope = 'role' and g.role_arn = o.scope_value
        or g.deny_before is not null
          and (o.scope = 'all'
            or o.scope = 'account' and split_part(g.role_arn, ':', 5) = o.scope_value))\
      """;

  private static final String SUMMARIES =
      """
      select o.order_id, o.scope, o.scope_value, o.issued_before, o.quarantine_until, o.reason, o.person,
             o.ordered_at, o.received_at, o.decided_at,
             l.reason, l.person, l.lifted_at,
             h.found, h.dying, h.denied, h.effective, h.expired,
             exists (select 1 from role_guard g where %1$s and g.wanted <> g.applied)
               or o.scope = 'role' and not exists (select 1 from role_guard g where %1$s)
      from revocation_order o
      left join order_lift l on l.order_id = o.order_id
      cross join lateral (
        select count(*) as found,
               count(*) filter (where state = 'DYING') as dying,
               count(*) filter (where state = 'DENIED') as denied,
               count(*) filter (where state = 'EFFECTIVE') as effective,
               count(*) filter (where state = 'EXPIRED') as expired
        from (
          select %2$s as state
          from order_hit x
          join credential c on c.credential_id = x.credential_id
          left join revocation r on r.credential_id = x.credential_id
          where x.order_id = o.order_id
        ) hits
      ) h
      where cast(:id as uuid) is null or o.order_id = :id
      order by o.decided_at desc, o.order_id desc
      limit :limit
      """
          .formatted(ROLE_WIDE, STATE);

  private static final String CREDENTIALS =
      """
      select c.credential_id, c.access_key_id, c.user_id, c.role_arn,
             c.repository_id, c.repository, c.run_id, c.run_attempt, c.job_id,
             c.expires_at, %s, r.cause, r.decided_at, r.applied_at, r.effective_at
      from order_hit x
      join credential c on c.credential_id = x.credential_id
      left join revocation r on r.credential_id = x.credential_id
      where x.order_id = :id
      order by coalesce(r.applied_at, 'infinity') desc, c.issued_at desc, c.credential_id
      limit :limit
      """
          .formatted(STATE);

  private static final String ROLES =
      """
      with touched as (
        select c.role_arn
        from order_hit x
        join credential c on c.credential_id = x.credential_id
        where x.order_id = :id
        union
        select g.role_arn from role_guard g, revocation_order o where o.order_id = :id and %s
        union
        select o.scope_value from revocation_order o where o.order_id = :id and o.scope = 'role'
      )
      select t.role_arn, coalesce(g.wanted = g.applied, false), g.blocked, g.last_error,
             coalesce(g.attempts, 0)
      from touched t
      left join role_guard g on g.role_arn = t.role_arn
      order by t.role_arn
      """
          .formatted(ROLE_WIDE);

  private final SessionFactory sessions;
  private final Clock clock;

  PostgresOrderBook(SessionFactory sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public Uni<OrderPreview> preview(OrderScope scope, @Nullable Instant issuedBefore) {
    return read(session ->
        session
            .createNativeQuery(PREVIEW, Object[].class)
            .setParameter("now", clock.instant())
            .setParameter("scope", scope.kind().word())
            .setParameter("value", RoleIdentity.scopeValue(scope))
            .setParameter("issuedBefore", issuedBefore)
            .getResultList()
            .map(rows -> OrderBookRows.preview(scope, rows)));
  }

  @Override
  public Uni<Optional<OrderProgress>> progress(UUID orderId) {
    return read(session ->
        summaries(session, orderId, 1)
            .chain(found ->
                found.isEmpty()
                    ? Uni.createFrom().item(Optional.empty())
                    : progress(session, found.getFirst()).map(Optional::of)));
  }

  @Override
  public Uni<List<OrderSummary>> recent(int limit) {
    return read(session -> summaries(session, null, limit));
  }

  private Uni<List<OrderSummary>> summaries(
      StatelessSession session, @Nullable UUID orderId, int limit) {
    return session
        .createNativeQuery(SUMMARIES, Object[].class)
        .setParameter("now", clock.instant())
        .setParameter("id", orderId)
        .setParameter("limit", limit)
        .getResultList()
        .map(rows -> rows.stream().map(OrderBookRows::summary).toList());
  }

  private Uni<OrderProgress> progress(StatelessSession session, OrderSummary order) {
    return credentials(session, order.orderId())
        .chain(credentials ->
            roles(session, order.orderId())
                .map(roles -> new OrderProgress(order, credentials, roles)));
  }

  private Uni<List<OrderProgress.Credential>> credentials(StatelessSession session, UUID orderId) {
    return session
        .createNativeQuery(CREDENTIALS, Object[].class)
        .setParameter("now", clock.instant())
        .setParameter("id", orderId)
        .setParameter("limit", MOST_CREDENTIALS)
        .getResultList()
        .map(rows -> rows.stream().map(OrderBookRows::credential).toList());
  }

  private static Uni<List<OrderProgress.Role>> roles(StatelessSession session, UUID orderId) {
    return session
        .createNativeQuery(ROLES, Object[].class)
        .setParameter("id", orderId)
        .getResultList()
        .map(rows -> rows.stream().map(OrderBookRows::role).toList());
  }

  private <T> Uni<T> read(Function<StatelessSession, Uni<T>> query) {
    return sessions.withStatelessSession(query).onFailure().transform(Failures::translated);
  }
}
