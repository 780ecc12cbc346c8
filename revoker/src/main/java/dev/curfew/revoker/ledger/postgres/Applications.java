package dev.curfew.revoker.ledger.postgres;

import dev.curfew.revoker.ledger.Held;
import dev.curfew.revoker.ledger.Revoked;
import dev.curfew.revoker.ledger.Written;
import dev.curfew.schemas.event.CollateralDenied;
import dev.curfew.schemas.event.CredentialRevoked;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/// What is recorded once a policy stands on a role: times, events on their way, audit entries.
final class Applications {
  private Applications() {}

  static <W extends Written> Uni<Held<W>> record(
      StatelessSession session, List<KnownSession> known, W written) {
    List<KnownSession> killed =
        known.stream().filter(k -> k.isPending(written.appliedAt())).toList();
    List<UUID> ids = killed.stream().map(k -> k.credential().credentialId).toList();
    return mark(session, "appliedAt", ids, written.appliedAt())
        .chain(() -> kills(session, killed, written.appliedAt()))
        .chain(() -> collateral(session, known, written))
        .map(_ -> new Held.Applied<>(written, revoked(killed, written.appliedAt())));
  }

  private static List<Revoked> revoked(List<KnownSession> killed, Instant appliedAt) {
    return killed.stream()
        .map(k ->
            new Revoked(
                k.credential().credentialId,
                Objects.requireNonNull(k.revocation()).times(appliedAt)))
        .toList();
  }

  private static Uni<Void> mark(
      StatelessSession session, String column, List<UUID> ids, Instant time) {
    return ids.isEmpty()
        ? Uni.createFrom().voidItem()
        : session
            .createMutationQuery(
                "update RevocationRow r set r." + column + " = :time where r.credentialId in :ids")
            .setParameter("time", time)
            .setParameter("ids", ids)
            .executeUpdate()
            .replaceWithVoid();
  }

  private static Uni<Void> kills(
      StatelessSession session, List<KnownSession> killed, Instant appliedAt) {
    List<OutboxRow> events = new ArrayList<>();
    List<AuditRow> entries = new ArrayList<>();
    for (KnownSession each : killed) {
      CredentialRow credential = each.credential();
      RevocationRow revocation = Objects.requireNonNull(each.revocation());
      revocation.appliedAt = appliedAt;
      events.add(
          new OutboxRow(
              new CredentialRevoked(
                  credential.credentialId,
                  credential.accessKeyId,
                  credential.userId,
                  credential.roleArn,
                  credential.job(),
                  revocation.revocationCause(),
                  revocation.times(appliedAt)),
              appliedAt));
      entries.add(
          AuditRow.ofCredential("revocation-applied", appliedAt, credential)
              .revocation(revocation));
    }
    return session.insertMultiple(events).chain(() -> session.insertMultiple(entries));
  }

  /// A live session that was hit besides is told of once, however often the policy is written.
  private static Uni<Void> collateral(
      StatelessSession session, List<KnownSession> known, Written written) {
    Set<String> hit = Set.copyOf(written.plan().collateral());
    if (hit.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return session
        .createSelectionQuery(
            "select a.userId from AuditRow a where a.kind = 'collateral-denied' and a.userId in :hit",
            String.class)
        .setParameter("hit", hit)
        .getResultList()
        .chain(told ->
            tell(
                session,
                known.stream()
                    .map(KnownSession::credential)
                    .filter(c -> hit.contains(c.userId) && !told.contains(c.userId))
                    .toList(),
                written.appliedAt()));
  }

  private static Uni<Void> tell(
      StatelessSession session, List<CredentialRow> credentials, Instant appliedAt) {
    List<OutboxRow> events = new ArrayList<>();
    List<AuditRow> entries = new ArrayList<>();
    for (CredentialRow credential : credentials) {
      events.add(
          new OutboxRow(
              new CollateralDenied(
                  credential.credentialId,
                  credential.accessKeyId,
                  credential.userId,
                  credential.roleArn,
                  credential.job(),
                  appliedAt),
              appliedAt));
      entries.add(AuditRow.ofCredential("collateral-denied", appliedAt, credential));
    }
    return session.insertMultiple(events).chain(() -> session.insertMultiple(entries));
  }

  static Uni<Void> proven(
      StatelessSession session, List<UUID> ids, Instant effectiveAt, Instant now) {
    return mark(session, "effectiveAt", ids, effectiveAt)
        .chain(() ->
            session
                .createSelectionQuery(
                    """
                    select c, r from CredentialRow c
                    join RevocationRow r on r.credentialId = c.credentialId
                    where c.credentialId in :ids
                    """,
                    KnownSession.class)
                .setParameter("ids", ids)
                .getResultList())
        .chain(proven -> session.insertMultiple(proofs(proven, now)));
  }

  private static List<AuditRow> proofs(List<KnownSession> proven, Instant now) {
    return proven.stream()
        .map(each ->
            AuditRow.ofCredential("revocation-effective", now, each.credential())
                .revocation(Objects.requireNonNull(each.revocation())))
        .toList();
  }
}
