package dev.curfew.revoker.ledger.postgres;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;
import org.jspecify.annotations.Nullable;

/// Rows of `role_guard`. A role is dirty while `wanted` differs from `applied`.
final class RoleGuards {
  private RoleGuards() {}

  /// Waits for nobody who writes a policy: that one holds an advisory lock, not the row.
  static Uni<Void> markDirty(StatelessSession session, Collection<String> roleArns) {
    return roleArns.isEmpty()
        ? Uni.createFrom().voidItem()
        : session
            .createNativeQuery(
                """
                insert into role_guard (role_arn, wanted)
                select arn, 1 from unnest(cast(:arns as text[])) as arn order by arn
                on conflict (role_arn) do update set wanted = role_guard.wanted + 1
                """)
            .setParameter("arns", roleArns.toArray(String[]::new))
            .executeUpdate()
            .replaceWithVoid();
  }

  static Uni<List<String>> due(StatelessSession session, Instant now, int limit) {
    return session
        .createNativeQuery(
            """
            select role_arn from role_guard
            where (wanted <> applied or revisit_at <= :now) and not_before <= :now
            order by not_before
            limit :limit
            """,
            String.class)
        .setParameter("now", now)
        .setParameter("limit", limit)
        .getResultList();
  }

  /// The generation that a writer must bring about; null where the role is clean, or postponed: new
  /// endings do not make an IAM that is throttling more willing.
  static Uni<@Nullable Long> wanted(StatelessSession session, String roleArn, Instant now) {
    return session
        .createNativeQuery(
            """
            select wanted from role_guard
            where role_arn = :arn and (wanted <> applied or revisit_at <= :now)
              and not_before <= :now
            """,
            Long.class)
        .setParameter("arn", roleArn)
        .setParameter("now", now)
        .getSingleResultOrNull();
  }

  static Uni<Void> applied(
      StatelessSession session, String roleArn, long generation, @Nullable Instant revisitAt) {
    return session
        .createNativeQuery(
            """
            update role_guard
            set applied = :generation, attempts = 0, last_error = null, not_before = '-infinity',
                revisit_at = cast(:revisitAt as timestamptz)
            where role_arn = :arn
            """)
        .setParameter("generation", generation)
        .setParameter("revisitAt", revisitAt)
        .setParameter("arn", roleArn)
        .executeUpdate()
        .replaceWithVoid();
  }

  /// Answers what the last reason was before, and how often it has failed now.
  static Uni<Failures> failed(
      StatelessSession session, String roleArn, String reason, Instant now, Duration delay) {
    return session
        .createNativeQuery(
            """
            update role_guard g
            set attempts = g.attempts + 1, last_error = :reason, not_before = :notBefore
            from (select role_arn, last_error from role_guard where role_arn = :arn for update) old
            where g.role_arn = old.role_arn
            returning coalesce(old.last_error, ''), g.attempts
            """,
            Object[].class)
        .setParameter("reason", reason)
        .setParameter("notBefore", now.plus(delay))
        .setParameter("arn", roleArn)
        .getSingleResult()
        .map(row -> new Failures((String) row[0], ((Number) row[1]).intValue()));
  }

  /// How a role has fared.
  ///
  /// @param reasonBefore empty where the last write succeeded
  record Failures(String reasonBefore, int attempts) {}
}
