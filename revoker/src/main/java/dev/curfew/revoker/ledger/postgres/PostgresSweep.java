package dev.curfew.revoker.ledger.postgres;

import dev.curfew.revoker.ledger.DirtyRole;
import dev.curfew.revoker.ledger.Sweep;
import dev.curfew.schemas.event.CredentialOverdue;
import dev.curfew.schemas.event.RevocationCause.Kind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/// Sweeps in PostgreSQL: one instance at a time, and never so much at once that it would be felt.
@ApplicationScoped
class PostgresSweep implements Sweep {
  private static final int MOST_AT_ONCE = 2000;

  private final SessionFactory sessions;
  private final Clock clock;

  PostgresSweep(SessionFactory sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  private <T> Uni<T> alone(T otherwise, Function<StatelessSession, Uni<T>> work) {
    return sessions.withStatelessTransaction(session ->
        Locks.tryLock(session, "curfew.sweep")
            .chain(held -> held ? work.apply(session) : Uni.createFrom().item(otherwise)));
  }

  @Override
  public Uni<Integer> closeExpired() {
    Instant now = clock.instant();
    return alone(
        0,
        session ->
            session
                .createNativeQuery(
                    """
                    update credential c set closed_at = :now
                    from (
                      select o.credential_id, r.applied_at from credential o
                      left join revocation r on r.credential_id = o.credential_id
                      where o.closed_at is null and o.expires_at <= :alive
                      order by o.expires_at limit :limit
                    ) as expired
                    where c.credential_id = expired.credential_id
                    returning c.credential_id, expired.applied_at is null
                    """,
                    Object[].class)
                .setParameter("now", now)
                .setParameter("alive", Expiry.aliveAfter(now))
                .setParameter("limit", MOST_AT_ONCE)
                .getResultList()
                .call(rows ->
                    AuditTrail.ofCredentials(
                        session, AuditTrail.CREDENTIAL_EXPIRED, now, neverDenied(rows)))
                .map(List::size));
  }

  private static List<UUID> neverDenied(List<Object[]> rows) {
    return rows.stream().filter(row -> (Boolean) row[1]).map(row -> (UUID) row[0]).toList();
  }

  @Override
  public Uni<Overdue> reportOverdue(Instant issuedBefore, boolean revoke) {
    Instant now = clock.instant();
    return alone(
        new Overdue(0, List.of()),
        session ->
            session
                .createNativeQuery(
                    """
                    select c.* from credential c
                    where c.closed_at is null and c.expires_at > :now and c.issued_at < :issuedBefore
                      and not c.dead
                      and c.overdue_at is null
                    order by c.issued_at limit :limit
                    """,
                    CredentialRow.class)
                .setParameter("now", now)
                .setParameter("issuedBefore", issuedBefore)
                .setParameter("limit", MOST_AT_ONCE)
                .getResultList()
                .chain(overdue -> report(session, overdue, revoke, now)));
  }

  private static Uni<Overdue> report(
      StatelessSession session, List<CredentialRow> overdue, boolean revoke, Instant now) {
    List<OutboxRow> events = overdue.stream().map(c -> new OutboxRow(event(c, now), now)).toList();
    List<UUID> ids = overdue.stream().map(c -> c.credentialId).toList();
    List<DirtyRole> dirty =
        revoke
            ? overdue.stream()
                .map(c -> c.roleArn)
                .distinct()
                .sorted()
                .map(role -> new DirtyRole(role, false))
                .toList()
            : List.of();
    return Told.mark(session, "overdue_at", overdue, now)
        .chain(() -> session.insertMultiple(events))
        .chain(() -> revoke ? revoke(session, overdue, events, now) : nothing())
        .chain(() -> revoke ? Decided.mark(session, ids) : nothing())
        .chain(() -> RoleGuards.markDirty(session, dirty, now))
        .chain(() -> AuditTrail.ofCredentials(session, AuditTrail.CREDENTIAL_OVERDUE, now, ids))
        .chain(() ->
            revoke
                ? AuditTrail.ofCredentials(session, AuditTrail.REVOCATION_DECIDED, now, ids)
                : nothing())
        .replaceWith(new Overdue(overdue.size(), dirty));
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }

  private static CredentialOverdue event(CredentialRow credential, Instant now) {
    return new CredentialOverdue(
        credential.credentialId,
        credential.accessKeyId,
        credential.userId,
        credential.assumedArn,
        credential.job(),
        credential.issuedAt,
        now);
  }

  /// Each by the event that reported it.
  private static Uni<Void> revoke(
      StatelessSession session, List<CredentialRow> overdue, List<OutboxRow> events, Instant now) {
    return session
        .createNativeQuery(
            """
            insert into revocation (credential_id, role_arn, cause, cause_event_id, detected_at, received_at, decided_at)
            select c.credential_id, c.role_arn, :cause, x.event_id, :now, :now, :now
            from unnest(cast(:credentials as uuid[]), cast(:events as uuid[])) as x (credential_id, event_id)
            join credential c on c.credential_id = x.credential_id
            on conflict (credential_id) do nothing
            """)
        .setParameter("cause", Kind.OVERDUE.word())
        .setParameter("now", now)
        .setParameter("credentials", Ids.array(overdue.stream().map(c -> c.credentialId).toList()))
        .setParameter("events", Ids.array(events.stream().map(e -> e.eventId).toList()))
        .executeUpdate()
        .replaceWithVoid();
  }

  @Override
  public Uni<Integer> forget(Duration retention) {
    Instant before = clock.instant().minus(retention);
    return alone(
        0,
        session ->
            session
                .createNativeQuery(
                    """
                    with gone as (
                      select credential_id from credential where closed_at < :before limit :limit
                    ), hits as (
                      delete from order_hit where credential_id in (select credential_id from gone)
                    ), revocations as (
                      delete from revocation where credential_id in (select credential_id from gone)
                    )
                    delete from credential where credential_id in (select credential_id from gone)
                    """)
                .setParameter("before", before)
                .setParameter("limit", MOST_AT_ONCE)
                .executeUpdate()
                .chain(credentials ->
                    forget(session, "ending", "event_id", "decided_at", before)
                        .map(endings -> credentials + endings))
                .chain(rows ->
                    forget(session, "inbox", "event_id", "applied_at", before)
                        .map(marks -> rows + marks)));
  }

  /// All texts are our own.
  private static Uni<Integer> forget(
      StatelessSession session, String table, String id, String time, Instant before) {
    return session
        .createNativeQuery(
            "delete from %1$s where %2$s in (select %2$s from %1$s where %3$s < :before limit :limit)"
                .formatted(table, id, time))
        .setParameter("before", before)
        .setParameter("limit", MOST_AT_ONCE)
        .executeUpdate();
  }
}
