package dev.curfew.revoker.ledger.postgres;

import dev.curfew.revoker.ledger.DirtyRole;
import dev.curfew.revoker.ledger.EventLedger;
import dev.curfew.schemas.event.Envelope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/// Takes events in. Everybody takes locks in the same order: marks in the inbox, the orders' lock,
/// runs, roles.
@ApplicationScoped
class PostgresEventLedger implements EventLedger {
  private final SessionFactory sessions;
  private final Clock clock;

  PostgresEventLedger(SessionFactory sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public Uni<List<DirtyRole>> apply(List<Envelope> envelopes) {
    Instant now = clock.instant();
    return sessions
        .withStatelessTransaction(session ->
            Inbox.unseen(session, envelopes, now)
                .chain(unseen ->
                    unseen.isEmpty()
                        ? Uni.createFrom().item(List.<DirtyRole>of())
                        : apply(session, new Batch(unseen, now), now)))
        .onFailure()
        .transform(Failures::translated);
  }

  private static Uni<List<DirtyRole>> apply(StatelessSession session, Batch batch, Instant now) {
    return Orders.lock(session, batch)
        .chain(() -> Locks.lock(session, batch.runs()))
        .chain(() -> credentials(session, batch))
        .call(() -> session.insertMultiple(batch.endings()))
        .chain(credentials ->
            Orders.lift(session, batch)
                .chain(lifts ->
                    Orders.store(session, batch, now)
                        .chain(orders -> effect(session, batch, credentials, orders, lifts, now))));
  }

  private static Uni<List<UUID>> credentials(StatelessSession session, Batch batch) {
    return Known.of(session, "credential", "credential_id", batch.credentials().keySet())
        .chain(known -> {
          List<CredentialRow> rows =
              batch.credentials().values().stream()
                  .filter(row -> !known.contains(row.credentialId))
                  .toList();
          return session
              .insertMultiple(rows)
              .replaceWith(rows.stream().map(row -> row.credentialId).toList());
        });
  }

  /// An end that hits nobody leaves its latch and no audit entry: the trail tells of credentials.
  private static Uni<List<DirtyRole>> effect(
      StatelessSession session,
      Batch batch,
      List<UUID> credentials,
      Orders.Stored orders,
      List<Batch.Lift> lifts,
      Instant now) {
    List<UUID> endings = batch.endings().stream().map(ending -> ending.eventId).toList();
    return Endings.decide(session, credentials, endings, now)
        .chain(ended ->
            Orders.decide(session, credentials, orders.eventIds(), now)
                .map(hit ->
                    new Orders.Hit(all(ended, hit.decided()), all(orders.roles(), hit.roles()))))
        .chain(hit -> {
          List<Decided> decided = hit.decided();
          List<DirtyRole> dirty = dirty(decided, hit.roles());
          return Decided.mark(session, decided.stream().map(Decided::credentialId).toList())
              .chain(() -> AuditTrail.issued(session, now, credentials))
              .chain(() -> AuditTrail.refused(session, now, batch.refusals()))
              .chain(() -> Orders.audit(session, orders, lifts, now))
              .chain(() ->
                  AuditTrail.ofCredentials(
                      session,
                      AuditTrail.REVOCATION_DECIDED,
                      now,
                      decided.stream().map(Decided::credentialId).toList()))
              // Last: whoever writes one of these roles waits for this to commit.
              .chain(() -> RoleGuards.markDirty(session, dirty, now))
              .replaceWith(dirty);
        });
  }

  private static <T> List<T> all(List<T> some, List<T> others) {
    List<T> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  private static List<DirtyRole> dirty(Collection<Decided> decided, Collection<String> urgent) {
    TreeSet<String> all = new TreeSet<>(urgent);
    decided.stream().map(Decided::roleArn).forEach(all::add);
    return all.stream().map(role -> new DirtyRole(role, urgent.contains(role))).toList();
  }
}
