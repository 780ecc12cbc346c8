package dev.curfew.revoker.ledger.postgres;

import dev.curfew.revoker.ledger.Backlog;
import dev.curfew.revoker.ledger.DirtyRole;
import dev.curfew.revoker.ledger.Setback;
import dev.curfew.revoker.ledger.Standing;
import dev.curfew.revoker.ledger.Written;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;
import org.jspecify.annotations.Nullable;

/// Rows of `role_guard`. A role is dirty while `wanted` differs from `applied`.
final class RoleGuards {
  /// The longest that any session lasts (AssumeRole, DurationSeconds).
  static final Duration LONGEST_SESSION = Duration.ofHours(12);

  private static final String DUE =
      "(wanted <> applied or revisit_at <= :now or verify_at <= :now) and not_before <= :now";

  private RoleGuards() {}

  /// Waits for nobody who writes a policy: that one holds an advisory lock, not the row. A person
  /// who waits ends a pause after failures.
  static Uni<Void> markDirty(StatelessSession session, Collection<DirtyRole> roles, Instant now) {
    return roles.isEmpty()
        ? Uni.createFrom().voidItem()
        : session
            .createNativeQuery(
                """
                insert into role_guard (role_arn, wanted, urgent, dirty_since)
                select arn, 1, arn = any(cast(:urgent as text[])), cast(:now as timestamptz)
                from unnest(cast(:arns as text[])) as arn order by arn
                on conflict (role_arn) do update set
                  wanted = role_guard.wanted + 1,
                  urgent = role_guard.urgent or excluded.urgent,
                  dirty_since = coalesce(role_guard.dirty_since, excluded.dirty_since),
                  not_before = case when excluded.urgent then '-infinity' else role_guard.not_before end
                """)
            .setParameter("now", now)
            .setParameter("urgent", arns(roles.stream().filter(DirtyRole::urgent).toList()))
            .setParameter("arns", arns(roles))
            .executeUpdate()
            .replaceWithVoid();
  }

  private static String[] arns(Collection<DirtyRole> roles) {
    return roles.stream().map(DirtyRole::roleArn).toArray(String[]::new);
  }

  /// Has whole roles denied, to whoever issued the session.
  ///
  /// @param order of scope role, account or all
  /// @return the roles: the one named, or all that we know of
  static Uni<List<String>> denyBefore(StatelessSession session, OrderRow order, Instant now) {
    return session
        .createNativeQuery(
            """
            insert into role_guard (role_arn, wanted, deny_before)
            select arn, 0, cast(:bound as timestamptz) from (
              select role_arn as arn from role_guard
              union select role_arn from credential where expires_at > :now
              union select cast(:value as varchar) where :scope = 'role'
            ) as known
            where case cast(:scope as varchar)
              when 'role' then arn = :value
              when 'account' then split_part(arn, ':', 5) = :value
              else true
            end
            order by arn
            on conflict (role_arn) do update set
              deny_before = greatest(role_guard.deny_before, excluded.deny_before)
            returning role_arn
            """,
            String.class)
        .setParameter("bound", order.catchesBefore)
        .setParameter("now", now)
        .setParameter("scope", order.scope)
        .setParameter("value", order.scopeValue)
        .getResultList();
  }

  static Uni<List<DirtyRole>> due(StatelessSession session, Instant now, int limit) {
    return session
        .createNativeQuery(
            """
            select role_arn, urgent from role_guard where %s
            order by urgent desc, dirty_since nulls last, not_before limit :limit
            """
                .formatted(DUE),
            Object[].class)
        .setParameter("now", now)
        .setParameter("limit", limit)
        .getResultList()
        .map(rows ->
            rows.stream().map(row -> new DirtyRole((String) row[0], (Boolean) row[1])).toList());
  }

  static Uni<Backlog> backlog(StatelessSession session, Instant now) {
    return session
        .createNativeQuery(
            """
            select count(*) filter (where wanted <> applied), count(*) filter (where blocked is not null),
              coalesce(extract(epoch from cast(:now as timestamptz) - min(dirty_since) filter (where blocked is null)), 0)
            from role_guard where wanted <> applied or blocked is not null
            """,
            Object[].class)
        .setParameter("now", now)
        .getSingleResult()
        .map(row ->
            new Backlog(
                ((Number) row[0]).intValue(),
                ((Number) row[1]).intValue(),
                Duration.ofMillis(Math.round(((Number) row[2]).doubleValue() * 1000))));
  }

  /// The row of a role that something is to be done about; null where it is clean, or postponed:
  /// new endings do not make an IAM that is throttling more willing.
  static Uni<@Nullable RoleGuardRow> due(StatelessSession session, String roleArn, Instant now) {
    return session
        .createNativeQuery(
            "select " + RoleGuardRow.COLUMNS + " from role_guard where role_arn = :arn and " + DUE,
            RoleGuardRow.class)
        .setParameter("now", now)
        .setParameter("arn", roleArn)
        .getSingleResultOrNull();
  }

  /// Records what stands now. What came after the row was read keeps it dirty.
  ///
  /// @param guard as it was read before the write
  static Uni<Void> applied(
      StatelessSession session,
      RoleGuardRow guard,
      Written written,
      @Nullable Instant revisitAt,
      @Nullable Instant verifyAt) {
    Standing standing = Standing.of(written.plan());
    return session
        .createNativeQuery(
            """
            update role_guard set
              applied = :generation,
              urgent = urgent and wanted <> :generation,
              dirty_since = case when wanted = :generation then null else cast(:appliedAt as timestamptz) end,
              attempts = 0, last_error = null, blocked = null, stalled_at = null, not_before = '-infinity',
              others_inline = :othersInline, others_managed = :othersManaged,
              inline_fingerprint = cast(:inline as varchar),
              managed_fingerprints = cast(:managed as varchar[]),
              revisit_at = cast(:revisitAt as timestamptz),
              verify_at = cast(:verifyAt as timestamptz)
            where role_arn = :arn
            """)
        .setParameter("generation", guard.wanted)
        .setParameter("appliedAt", written.appliedAt())
        .setParameter("othersInline", written.space().inlineUsed())
        .setParameter("othersManaged", written.space().managedUsed())
        .setParameter("inline", standing.inline())
        .setParameter("managed", standing.managed().toArray(String[]::new))
        .setParameter("revisitAt", revisitAt)
        .setParameter("verifyAt", verifyAt)
        .setParameter("arn", guard.roleArn)
        .executeUpdate()
        .replaceWithVoid();
  }

  static Uni<Failures> failed(
      StatelessSession session, String roleArn, Setback setback, Duration patience, Instant now) {
    return session
        .createNativeQuery(
            """
            update role_guard g
            set attempts = g.attempts + 1, last_error = :reason, not_before = :notBefore,
              blocked = case when :terminal then cast(:reason as varchar) else g.blocked end,
              stalled_at = case when not :terminal and g.dirty_since < cast(:late as timestamptz)
                then coalesce(g.stalled_at, cast(:now as timestamptz)) else g.stalled_at end
            from (select role_arn, blocked, stalled_at from role_guard where role_arn = :arn for update) old
            where g.role_arn = old.role_arn
            returning g.attempts, :terminal and old.blocked is distinct from g.blocked,
              case when old.stalled_at is null and g.stalled_at is not null
                then cast(extract(epoch from g.dirty_since) * 1000 as bigint) end
            """,
            Object[].class)
        .setParameter("reason", setback.reason())
        .setParameter("terminal", setback.terminal())
        .setParameter("notBefore", now.plus(setback.retryIn()))
        .setParameter("late", now.minus(patience))
        .setParameter("now", now)
        .setParameter("arn", roleArn)
        .getSingleResult()
        .map(row ->
            new Failures(
                ((Number) row[0]).intValue(),
                (Boolean) row[1],
                row[2] instanceof Number since ? Instant.ofEpochMilli(since.longValue()) : null));
  }

  /// How a role has fared.
  ///
  /// @param attempts how often writing it has failed in a row
  /// @param newlyBlocked whether it has just come into this terminal state
  /// @param newlyStalledSince where it has just become late: since when its oldest decision waits
  record Failures(int attempts, boolean newlyBlocked, @Nullable Instant newlyStalledSince) {}
}
