package dev.curfew.revoker.ledger.postgres;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;
import org.jspecify.annotations.Nullable;

/// Which endings hit which credentials. The two questions are each other's mirror.
final class Endings {
  private Endings() {}

  /// The first known ending that a new credential falls under.
  static Uni<@Nullable EndingRow> of(StatelessSession session, CredentialRow credential) {
    return session
        .createSelectionQuery(
            """
            from EndingRow e
            where e.repositoryId = :repositoryId and e.runId = :runId
              and (e.jobId = :jobId or e.upToAttempt >= :attempt or e.credentialId = :credentialId)
            order by e.decidedAt, e.eventId
            """,
            EndingRow.class)
        .setParameter("repositoryId", credential.repositoryId)
        .setParameter("runId", credential.runId)
        .setParameter("jobId", credential.jobId)
        .setParameter("attempt", credential.runAttempt)
        .setParameter("credentialId", credential.credentialId)
        .setMaxResults(1)
        .getSingleResultOrNull();
  }

  /// The credentials that a new ending falls upon: neither expired nor revoked yet.
  static Uni<List<CredentialRow>> alive(StatelessSession session, EndingRow ending, Instant now) {
    return session
        .createSelectionQuery(
            """
            from CredentialRow c
            where c.repositoryId = :repositoryId and c.runId = :runId
              and (c.jobId = :jobId or c.runAttempt <= :attempt or c.credentialId = :credentialId)
              and c.expiresAt > :now
              and not exists (select 1 from RevocationRow r where r.credentialId = c.credentialId)
            """,
            CredentialRow.class)
        .setParameter("repositoryId", ending.repositoryId)
        .setParameter("runId", ending.runId)
        .setParameter("jobId", ending.jobId)
        .setParameter("attempt", ending.upToAttempt)
        .setParameter("credentialId", ending.credentialId)
        .setParameter("now", now)
        .getResultList();
  }
}
