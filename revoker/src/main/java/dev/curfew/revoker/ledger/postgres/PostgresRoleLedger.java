package dev.curfew.revoker.ledger.postgres;

import dev.curfew.revoker.deny.DenyPlan;
import dev.curfew.revoker.deny.Session;
import dev.curfew.revoker.ledger.Held;
import dev.curfew.revoker.ledger.RoleLedger;
import dev.curfew.revoker.ledger.RoleState;
import dev.curfew.revoker.ledger.Written;
import dev.curfew.schemas.event.RevocationFailed;
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
import org.jspecify.annotations.Nullable;

/// Roles in PostgreSQL. A writer holds its role by a lock that ends with its transaction, so a
/// killed one holds nothing.
@ApplicationScoped
class PostgresRoleLedger implements RoleLedger {
  private static final int MOST_AT_ONCE = 200;

  /// Longer than the planner is told to doubt expiry, so that the last deny is removed and not
  /// renewed.
  private static final Duration EXPIRY_DOUBT = Duration.ofMinutes(2);

  private final SessionFactory sessions;
  private final Clock clock;

  PostgresRoleLedger(SessionFactory sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public Uni<List<String>> due() {
    return sessions.withStatelessSession(
        session -> RoleGuards.due(session, clock.instant(), MOST_AT_ONCE));
  }

  @Override
  public <W extends Written> Uni<Held<W>> hold(String roleArn, Function<RoleState, Uni<W>> write) {
    return sessions.withStatelessTransaction(session ->
        Locks.tryLock(session, "curfew.role " + roleArn)
            .chain(held ->
                held
                    ? write(session, roleArn, write)
                    : Uni.createFrom().item(new Held.Elsewhere<>())));
  }

  private <W extends Written> Uni<Held<W>> write(
      StatelessSession session, String roleArn, Function<RoleState, Uni<W>> write) {
    return RoleGuards.wanted(session, roleArn, clock.instant())
        .chain(generation ->
            generation == null
                ? Uni.createFrom().item(new Held.Clean<>())
                : write(session, roleArn, generation, write));
  }

  private <W extends Written> Uni<Held<W>> write(
      StatelessSession session,
      String roleArn,
      long generation,
      Function<RoleState, Uni<W>> write) {
    return known(session, roleArn)
        .chain(known ->
            write
                .apply(state(roleArn, known))
                .chain(written ->
                    RoleGuards.applied(
                            session, roleArn, generation, revisitAt(known, written.plan()))
                        .chain(() -> Applications.record(session, known, written))));
  }

  private Uni<List<KnownSession>> known(StatelessSession session, String roleArn) {
    return session
        .createSelectionQuery(
            """
            select c, r from CredentialRow c
            left join RevocationRow r on r.credentialId = c.credentialId
            where c.roleArn = :role and c.expiresAt > :since
            """,
            KnownSession.class)
        .setParameter("role", roleArn)
        .setParameter("since", clock.instant().minus(EXPIRY_DOUBT))
        .getResultList();
  }

  private RoleState state(String roleArn, List<KnownSession> known) {
    Instant now = clock.instant();
    return new RoleState(
        roleArn,
        known.stream().map(KnownSession::session).toList(),
        (int) known.stream().filter(k -> k.isPending(now)).count());
  }

  /// When nobody will be left to deny.
  private static @Nullable Instant revisitAt(List<KnownSession> known, DenyPlan plan) {
    return plan.isEmpty()
        ? null
        : known.stream()
            .map(KnownSession::session)
            .filter(Session::dead)
            .map(Session::expiresAt)
            .max(Instant::compareTo)
            .map(last -> last.plus(EXPIRY_DOUBT))
            .orElse(null);
  }

  @Override
  public Uni<Void> postpone(String roleArn, String reason, boolean lasting, Duration delay) {
    Instant now = clock.instant();
    return sessions.withStatelessTransaction(session ->
        RoleGuards.failed(session, roleArn, reason, now, delay)
            .chain(failures ->
                lasting && !failures.reasonBefore().equals(reason)
                    ? tellOf(session, roleArn, reason, failures.attempts(), now)
                    : Uni.createFrom().voidItem()));
  }

  private static Uni<Void> tellOf(
      StatelessSession session, String roleArn, String reason, int attempts, Instant now) {
    return session
        .createSelectionQuery(
            "select r.credentialId from RevocationRow r where r.roleArn = :role and r.appliedAt is null",
            UUID.class)
        .setParameter("role", roleArn)
        .getResultList()
        .chain(waiting ->
            session.insert(
                new OutboxRow(new RevocationFailed(roleArn, waiting, reason, attempts, now), now)))
        .chain(() -> session.insert(AuditRow.ofRole("revocation-failed", now, roleArn, reason)));
  }

  @Override
  public Uni<Void> proven(List<UUID> credentialIds, Instant effectiveAt) {
    return sessions.withStatelessTransaction(
        session -> Applications.proven(session, credentialIds, effectiveAt, clock.instant()));
  }
}
