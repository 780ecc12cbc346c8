package dev.curfew.revoker.ledger.postgres;

import dev.curfew.revoker.ledger.EventLedger;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.CredentialReleased;
import dev.curfew.schemas.event.CurfewEvent;
import dev.curfew.schemas.event.DeadLetter;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.event.OrderEvent;
import dev.curfew.schemas.event.RevocationEvent;
import dev.curfew.schemas.event.RunCompleted;
import dev.curfew.schemas.event.RunIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/// Takes events in. All that concerns one run is serialised by a lock on the run: an issuance and
/// an end that arrive at once on two topics would else each miss the other.
@ApplicationScoped
class PostgresEventLedger implements EventLedger {
  private final SessionFactory sessions;
  private final Clock clock;

  PostgresEventLedger(SessionFactory sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public Uni<Set<String>> apply(Envelope envelope) {
    return sessions
        .withStatelessTransaction(session ->
            firstTime(session, envelope.id())
                .chain(first ->
                    first
                        ? effect(session, envelope, clock.instant())
                        : Uni.createFrom().item(Set.<String>of())))
        .onFailure()
        .transform(Failures::translated);
  }

  private Uni<Boolean> firstTime(StatelessSession session, UUID eventId) {
    return session
        .createNativeQuery(
            "insert into inbox (event_id, applied_at) values (:id, :now) on conflict do nothing")
        .setParameter("id", eventId)
        .setParameter("now", clock.instant())
        .executeUpdate()
        .map(inserted -> inserted == 1);
  }

  private static Uni<Set<String>> effect(StatelessSession session, Envelope envelope, Instant now) {
    CurfewEvent event = envelope.event();
    return switch (event) {
      case CredentialIssued issued -> issued(session, envelope.id(), issued, now);
      case CredentialReleased released ->
          ended(
              session,
              EndingRow.of(envelope.id(), released, envelope.time(), now),
              released.job().run(),
              now);
      case JobCompleted completed ->
          ended(session, EndingRow.of(envelope.id(), completed, now), completed.run(), now);
      case RunCompleted completed ->
          ended(session, EndingRow.of(envelope.id(), completed, now), completed.run(), now);
      case OrderEvent _, RevocationEvent _, DeadLetter _ ->
          throw new IllegalArgumentException("not an event of credentials or jobs");
    };
  }

  private static Uni<Set<String>> issued(
      StatelessSession session, UUID eventId, CredentialIssued issued, Instant now) {
    CredentialRow credential = new CredentialRow(issued, now);
    AuditRow entry = AuditRow.ofCredential("credential-issued", now, credential).event(eventId);
    return Locks.lock(session, lockName(issued.job().run()))
        .chain(() -> session.insert(credential))
        .chain(() -> Endings.of(session, credential))
        .chain(ending ->
            ending == null || !credential.expiresAt.isAfter(now)
                ? session.insert(entry).replaceWith(Set.of())
                : revoked(session, ending, List.of(credential), List.of(entry), now));
  }

  /// An end that hits nobody leaves its latch and no audit entry: the trail tells of credentials.
  private static Uni<Set<String>> ended(
      StatelessSession session, EndingRow ending, RunIdentity run, Instant now) {
    return Locks.lock(session, lockName(run))
        .chain(() -> session.insert(ending))
        .chain(() -> Endings.alive(session, ending, now))
        .chain(credentials ->
            credentials.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : revoked(session, ending, credentials, List.of(), now));
  }

  /// Decides that credentials must die: a row each, their roles dirty, the audit trail last, since
  /// its lock lasts until the transaction ends.
  private static Uni<Set<String>> revoked(
      StatelessSession session,
      EndingRow ending,
      List<CredentialRow> credentials,
      List<AuditRow> before,
      Instant now) {
    List<RevocationRow> revocations =
        credentials.stream().map(c -> new RevocationRow(c, ending, now)).toList();
    List<AuditRow> entries = new ArrayList<>(before);
    Set<String> roles = new TreeSet<>(); // sorted: rows are locked in one order by everybody
    for (int i = 0; i < credentials.size(); i++) {
      roles.add(credentials.get(i).roleArn);
      entries.add(
          AuditRow.ofCredential("revocation-decided", now, credentials.get(i))
              .revocation(revocations.get(i)));
    }
    return session
        .insertMultiple(revocations)
        .chain(() -> RoleGuards.markDirty(session, roles))
        .chain(() -> session.insertMultiple(entries))
        .replaceWith(roles);
  }

  private static String lockName(RunIdentity run) {
    return "curfew.run " + run.partitionKey();
  }
}
