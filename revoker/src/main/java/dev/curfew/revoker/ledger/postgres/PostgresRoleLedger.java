package dev.curfew.revoker.ledger.postgres;

import dev.curfew.revoker.deny.DenyQuestion;
import dev.curfew.revoker.deny.Session;
import dev.curfew.revoker.ledger.Backlog;
import dev.curfew.revoker.ledger.DirtyRole;
import dev.curfew.revoker.ledger.Held;
import dev.curfew.revoker.ledger.ReconciliationSettings;
import dev.curfew.revoker.ledger.RoleLedger;
import dev.curfew.revoker.ledger.RoleState;
import dev.curfew.revoker.ledger.Setback;
import dev.curfew.revoker.ledger.Written;
import dev.curfew.schemas.event.RevocationFailed;
import dev.curfew.schemas.event.RevocationRecovered;
import dev.curfew.schemas.event.RevocationStalled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;
import org.jspecify.annotations.Nullable;

/// Roles in PostgreSQL. A writer holds its role by a lock that ends with its transaction, so a
/// killed one holds nothing.
@ApplicationScoped
class PostgresRoleLedger implements RoleLedger {
  private static final int MOST_AT_ONCE = 1000;

  /// After the grace, so that the last deny is removed and not renewed.
  private static final Duration AFTER_EXPIRY = Expiry.GRACE.plusSeconds(1);

  private final SessionFactory sessions;
  private final RoleSessions ofRoles;
  private final ReconciliationSettings settings;
  private final Clock clock;

  PostgresRoleLedger(
      SessionFactory sessions, RoleSessions ofRoles, ReconciliationSettings settings, Clock clock) {
    this.sessions = sessions;
    this.ofRoles = ofRoles;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Uni<List<DirtyRole>> due() {
    return sessions.withStatelessSession(
        session -> RoleGuards.due(session, clock.instant(), MOST_AT_ONCE));
  }

  @Override
  public Uni<Backlog> backlog() {
    return sessions.withStatelessSession(session -> RoleGuards.backlog(session, clock.instant()));
  }

  @Override
  public <W extends Written> Uni<Held<W>> hold(String roleArn, Function<RoleState, Uni<W>> write) {
    return sessions.withStatelessTransaction(session ->
        Locks.tryLock(session, "curfew.role " + roleArn)
            .chain(held ->
                held
                    ? writeIfDue(session, roleArn, write)
                    : Uni.createFrom().item(new Held.Elsewhere<>())));
  }

  private <W extends Written> Uni<Held<W>> writeIfDue(
      StatelessSession session, String roleArn, Function<RoleState, Uni<W>> write) {
    return RoleGuards.due(session, roleArn, clock.instant())
        .chain(guard ->
            guard == null
                ? Uni.createFrom().item(new Held.Clean<>())
                : write(session, guard, write));
  }

  /// What is pending is read before the sessions are: whatever is then recorded as denied was dead
  /// in the eyes of the planner.
  private <W extends Written> Uni<Held<W>> write(
      StatelessSession session, RoleGuardRow guard, Function<RoleState, Uni<W>> write) {
    Instant now = clock.instant();
    return Applications.pending(session, guard.roleArn, now)
        .chain(pending ->
            question(session, guard, now)
                .chain(question ->
                    write
                        .apply(
                            new RoleState(
                                guard.roleArn,
                                question,
                                guard.standing(),
                                pending.isEmpty()
                                    ? null
                                    : pending.getFirst().credential().assumedArn,
                                guard.isToBeVerified(now)))
                        // The row of the role last: whoever marks it dirty waits until this
                        // commits.
                        .chain(written ->
                            Applications.record(session, guard.roleArn, pending, written)
                                .call(() ->
                                    RoleGuards.applied(
                                        session,
                                        guard,
                                        written,
                                        revisitAt(question, written),
                                        verifyAt(guard, written)))
                                .call(() -> tellOfRecovery(session, guard, written)))));
  }

  /// The horizon before the sessions: it must not have passed one that commits between the two.
  private Uni<DenyQuestion> question(StatelessSession session, RoleGuardRow guard, Instant now) {
    Instant aliveAfter = Expiry.aliveAfter(now);
    return Horizon.of(session)
        .chain(horizon ->
            ofRoles
                .of(session, guard.roleArn, aliveAfter, horizon, guard.isToBeVerified(now))
                .map(known ->
                    new DenyQuestion(
                        known, aliveAfter, horizon.time(), guard.denyBefore(now), guard.space())));
  }

  /// When nobody will be left to deny.
  private static @Nullable Instant revisitAt(DenyQuestion question, Written written) {
    if (written.plan().isEmpty()) {
      return null;
    }
    Stream<Instant> deaths =
        question.sessions().stream().filter(Session::dead).map(Session::expiresAt);
    Stream<Instant> roleWide =
        Stream.ofNullable(question.denyBefore())
            .map(bound -> bound.plus(RoleGuards.LONGEST_SESSION));
    return Stream.concat(deaths, roleWide)
        .max(Instant::compareTo)
        .map(last -> last.plus(AFTER_EXPIRY))
        .orElse(null);
  }

  /// A write does not put off the next look: on a busy role it would never come.
  private @Nullable Instant verifyAt(RoleGuardRow guard, Written written) {
    if (written.plan().isEmpty()) {
      return null;
    }
    return written.verified() || guard.verifyAt == null
        ? written.appliedAt().plus(settings.interval())
        : guard.verifyAt;
  }

  @Override
  public Uni<Integer> postpone(String roleArn, Setback setback) {
    Instant now = clock.instant();
    return sessions.withStatelessTransaction(session ->
        RoleGuards.failed(session, roleArn, setback, settings.stalledAfter(), now)
            .call(failures ->
                failures.newlyBlocked()
                    ? tellOf(session, roleArn, setback.reason(), failures.attempts(), now)
                    : Uni.createFrom().voidItem())
            .call(failures -> tellOfDelay(session, roleArn, setback.reason(), failures, now))
            .map(RoleGuards.Failures::attempts));
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
        .chain(
            () -> AuditTrail.of(session, AuditTrail.REVOCATION_FAILED, now, null, roleArn, reason));
  }

  private static Uni<Void> tellOfDelay(
      StatelessSession session,
      String roleArn,
      String reason,
      RoleGuards.Failures failures,
      Instant now) {
    Instant since = failures.newlyStalledSince();
    return since == null
        ? Uni.createFrom().voidItem()
        : session.insert(
            new OutboxRow(
                new RevocationStalled(roleArn, reason, failures.attempts(), since, now), now));
  }

  private static Uni<Void> tellOfRecovery(
      StatelessSession session, RoleGuardRow guard, Written written) {
    Instant at = written.appliedAt();
    return guard.isInTrouble()
        ? session.insert(new OutboxRow(new RevocationRecovered(guard.roleArn, at), at))
        : Uni.createFrom().voidItem();
  }

  @Override
  public Uni<Void> proven(List<UUID> credentialIds, Instant effectiveAt) {
    return sessions.withStatelessTransaction(
        session -> Applications.proven(session, credentialIds, effectiveAt, clock.instant()));
  }
}
