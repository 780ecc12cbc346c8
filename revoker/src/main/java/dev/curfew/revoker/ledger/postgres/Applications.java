package dev.curfew.revoker.ledger.postgres;

import dev.curfew.revoker.ledger.Drift;
import dev.curfew.revoker.ledger.Held;
import dev.curfew.revoker.ledger.Written;
import dev.curfew.schemas.event.CollateralDenied;
import dev.curfew.schemas.event.DriftRepaired;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/// What is recorded once a policy stands on a role: times, events on their way, audit entries.
final class Applications {
  private Applications() {}

  /// The credentials of a role that must die and are not on record as denied. One that expired
  /// first died of that.
  static Uni<List<DyingCredential>> pending(StatelessSession session, String roleArn, Instant now) {
    return session
        .createSelectionQuery(
            """
            select c, r from RevocationRow r join CredentialRow c on c.credentialId = r.credentialId
            where r.roleArn = :role and r.appliedAt is null and c.expiresAt > :alive
            """,
            DyingCredential.class)
        .setParameter("role", roleArn)
        .setParameter("alive", Expiry.aliveAfter(now))
        .getResultList();
  }

  static <W extends Written> Uni<Held<W>> record(
      StatelessSession session, String roleArn, List<DyingCredential> killed, W written) {
    Instant at = written.appliedAt();
    List<UUID> ids = killed.stream().map(k -> k.credential().credentialId).toList();
    return hit(session, roleArn, written)
        .call(hit -> Told.mark(session, "hit_at", hit, at))
        .chain(hit ->
            mark(session, "applied_at", ids, at)
                .chain(() -> session.insertMultiple(events(roleArn, killed, hit, written)))
                .chain(
                    () -> AuditTrail.ofCredentials(session, AuditTrail.REVOCATION_APPLIED, at, ids))
                .chain(() ->
                    AuditTrail.ofCredentials(
                        session,
                        AuditTrail.COLLATERAL_DENIED,
                        at,
                        hit.stream().map(c -> c.credentialId).toList()))
                .chain(() -> drifts(session, roleArn, written))
                .replaceWith(() ->
                    new Held.Applied<>(
                        written, killed.stream().map(k -> k.toldAt(at)).toList(), hit.size())));
  }

  private static Uni<Void> mark(
      StatelessSession session, String column, Collection<UUID> ids, Instant time) {
    return ids.isEmpty()
        ? Uni.createFrom().voidItem()
        : session
            .createNativeQuery(
                "update revocation set %s = :time where credential_id = any(cast(:ids as uuid[]))"
                    .formatted(column))
            .setParameter("time", time)
            .setParameter("ids", Ids.array(ids))
            .executeUpdate()
            .replaceWithVoid();
  }

  /// The live credentials that are denied besides, and not on record as such: each is told of once,
  /// however often the policy is written.
  private static Uni<List<CredentialRow>> hit(
      StatelessSession session, String roleArn, Written written) {
    return written.plan().collateral().isEmpty()
        ? Uni.createFrom().item(List.of())
        : session
            .createNativeQuery(
                """
                select c.* from credential c
                where c.role_arn = :role and c.user_id = any(cast(:hit as text[]))
                  and not c.dead and c.hit_at is null
                """,
                CredentialRow.class)
            .setParameter("role", roleArn)
            .setParameter("hit", written.plan().collateral().toArray(String[]::new))
            .getResultList();
  }

  private static List<OutboxRow> events(
      String roleArn, List<DyingCredential> killed, List<CredentialRow> hit, Written written) {
    Instant at = written.appliedAt();
    List<OutboxRow> events = new ArrayList<>();
    killed.forEach(each -> events.add(new OutboxRow(each.revokedAt(at), at)));
    hit.forEach(each -> events.add(new OutboxRow(collateral(each, at), at)));
    written
        .drifts()
        .forEach(drift ->
            events.add(
                new OutboxRow(
                    new DriftRepaired(roleArn, drift.policyName(), drift.found(), at), at)));
    return events;
  }

  private static CollateralDenied collateral(CredentialRow credential, Instant at) {
    return new CollateralDenied(
        credential.credentialId,
        credential.accessKeyId,
        credential.userId,
        credential.assumedArn,
        credential.job(),
        at);
  }

  private static Uni<Void> drifts(StatelessSession session, String roleArn, Written written) {
    return written.drifts().isEmpty()
        ? Uni.createFrom().voidItem()
        : AuditTrail.of(
            session,
            AuditTrail.DRIFT_REPAIRED,
            written.appliedAt(),
            null,
            roleArn,
            written.drifts().stream()
                .map(Applications::described)
                .collect(Collectors.joining(", ")));
  }

  private static String described(Drift drift) {
    return drift.policyName() + " " + drift.found();
  }

  static Uni<Void> proven(
      StatelessSession session, List<UUID> ids, Instant effectiveAt, Instant now) {
    return mark(session, "effective_at", ids, effectiveAt)
        .chain(() -> AuditTrail.ofCredentials(session, AuditTrail.REVOCATION_EFFECTIVE, now, ids));
  }
}
