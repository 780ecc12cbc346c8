package dev.curfew.revoker.ledger.postgres;

import dev.curfew.schemas.event.IssuanceRefused;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Collection;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;
import org.jspecify.annotations.Nullable;

/// Entries for the audit trail. They are queued in the transaction of what they tell of; the sealer
/// moves them into the trail, where the database numbers and chains them.
final class AuditTrail {
  static final String CREDENTIAL_ISSUED = "credential-issued";
  static final String CREDENTIAL_EXPIRED = "credential-expired";
  static final String CREDENTIAL_OVERDUE = "credential-overdue";
  static final String ISSUANCE_REFUSED = "issuance-refused";
  static final String REVOCATION_DECIDED = "revocation-decided";
  static final String REVOCATION_APPLIED = "revocation-applied";
  static final String REVOCATION_EFFECTIVE = "revocation-effective";
  static final String REVOCATION_FAILED = "revocation-failed";
  static final String COLLATERAL_DENIED = "collateral-denied";
  static final String DRIFT_REPAIRED = "drift-repaired";
  static final String ORDER_DECIDED = "order-decided";
  static final String ORDER_LIFTED = "order-lifted";

  private AuditTrail() {}

  /// Credentials that were told of for the first time.
  static Uni<Void> issued(StatelessSession session, Instant at, Collection<UUID> credentialIds) {
    return insert(
        session,
        """
        insert into audit_queue (at, kind, event_id,
          credential_id, access_key_id, user_id, role_arn, repository, run_id, run_attempt, job_id)
        select cast(:at as timestamptz), cast(:kind as varchar), c.event_id,
          c.credential_id, c.access_key_id, c.user_id, c.role_arn, c.repository, c.run_id, c.run_attempt, c.job_id
        from credential c
        where c.credential_id = any(cast(:ids as uuid[]))
        order by c.credential_id
        """,
        CREDENTIAL_ISSUED,
        at,
        credentialIds);
  }

  /// Credentials that were not given. `cause` is what the caller was told.
  static Uni<Void> refused(
      StatelessSession session, Instant at, Collection<Batch.Refusal> refusals) {
    return Multi.createFrom()
        .iterable(refusals)
        .onItem()
        .transformToUniAndConcatenate(refusal ->
            refused(session, at, refusal.eventId(), refusal.refused()).replaceWith(refusal))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private static Uni<Integer> refused(
      StatelessSession session, Instant at, UUID eventId, IssuanceRefused refused) {
    return session
        .createNativeQuery(
            """
            insert into audit_queue (at, kind, event_id, credential_id, role_arn,
              repository, run_id, run_attempt, job_id, cause, detected_at, detail)
            values (:at, :kind, :eventId, :credentialId, :roleArn,
              :repository, :runId, :runAttempt, cast(cast(:jobId as varchar) as bigint), :cause, :detectedAt, :detail)
            """)
        .setParameter("at", at)
        .setParameter("kind", ISSUANCE_REFUSED)
        .setParameter("eventId", eventId)
        .setParameter("credentialId", refused.credentialId())
        .setParameter(
            "roleArn", refused.roleArn() == null ? null : RoleIdentity.of(refused.roleArn()))
        .setParameter("repository", refused.run().repository())
        .setParameter("runId", refused.run().runId())
        .setParameter("runAttempt", refused.run().runAttempt())
        .setParameter("jobId", refused.jobId() == null ? null : refused.jobId().toString())
        .setParameter("cause", refused.reason())
        .setParameter("detectedAt", refused.refusedAt())
        .setParameter("detail", detail(refused))
        .executeUpdate();
  }

  private static String detail(IssuanceRefused refused) {
    String decision = refused.decisionId() == null ? "" : "; decision " + refused.decisionId();
    return "%s; token %s; actor %s; commit %s%s"
        .formatted(
            refused.detail(),
            refused.tokenSha256(),
            refused.context().actor(),
            refused.context().commit(),
            decision);
  }

  /// Something that befell credentials later, with what is known of their revocation by now.
  static Uni<Void> ofCredentials(
      StatelessSession session, String kind, Instant at, Collection<UUID> credentialIds) {
    return insert(
        session,
        """
        insert into audit_queue (at, kind, event_id,
          credential_id, access_key_id, user_id, role_arn, repository, run_id, run_attempt, job_id,
          cause, detected_at, received_at, decided_at, applied_at, effective_at)
        select cast(:at as timestamptz), cast(:kind as varchar), r.cause_event_id,
          c.credential_id, c.access_key_id, c.user_id, c.role_arn, c.repository, c.run_id, c.run_attempt, c.job_id,
          r.cause, r.detected_at, r.received_at, r.decided_at, r.applied_at, r.effective_at
        from credential c left join revocation r on r.credential_id = c.credential_id
        where c.credential_id = any(cast(:ids as uuid[]))
        order by c.credential_id
        """,
        kind,
        at,
        credentialIds);
  }

  private static Uni<Void> insert(
      StatelessSession session,
      String statement,
      String kind,
      Instant at,
      Collection<UUID> credentialIds) {
    return credentialIds.isEmpty()
        ? Uni.createFrom().voidItem()
        : session
            .createNativeQuery(statement)
            .setParameter("at", at)
            .setParameter("kind", kind)
            .setParameter("ids", Ids.array(credentialIds))
            .executeUpdate()
            .replaceWithVoid();
  }

  /// Something that befell a role, or that a person ordered.
  ///
  /// @param eventId the event that said so, where one did
  static Uni<Void> of(
      StatelessSession session,
      String kind,
      Instant at,
      @Nullable UUID eventId,
      @Nullable String roleArn,
      String detail) {
    return session
        .createNativeQuery(
            """
            insert into audit_queue (at, kind, event_id, role_arn, detail)
            values (:at, :kind, cast(:eventId as uuid), :roleArn, :detail)
            """)
        .setParameter("at", at)
        .setParameter("kind", kind)
        .setParameter("eventId", eventId == null ? null : eventId.toString())
        .setParameter("roleArn", roleArn)
        .setParameter("detail", detail)
        .executeUpdate()
        .replaceWithVoid();
  }
}
