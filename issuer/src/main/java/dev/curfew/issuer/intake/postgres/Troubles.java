package dev.curfew.issuer.intake.postgres;

import dev.curfew.issuer.latch.RoleIdentity;
import dev.curfew.issuer.store.postgres.Statements;
import dev.curfew.schemas.event.CurfewEvent;
import dev.curfew.schemas.event.RevocationFailed;
import dev.curfew.schemas.event.RevocationRecovered;
import dev.curfew.schemas.event.RevocationStalled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Roles that the revoker cannot write, by its last word. There are few: one statement each.
final class Troubles {
  /// Longer than words from before may turn up again.
  private static final Duration MEMORY_OF_RECOVERIES = Duration.ofDays(30);

  /// A trouble is forgotten when it is over. `infinity` is no `Instant`.
  private static final Instant NEVER = Instant.parse("2200-01-01T00:00:00Z");

  private Troubles() {}

  static Uni<Void> store(Statements statements, List<CurfewEvent> events) {
    return Multi.createFrom()
        .iterable(events)
        .onItem()
        .transformToUniAndConcatenate(event -> store(statements, event))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private static Uni<Void> store(Statements statements, CurfewEvent event) {
    return switch (event) {
      case RevocationStalled stalled ->
          store(statements, stalled.roleArn(), stalled.since(), false, stalled.stalledAt());
      case RevocationFailed failed ->
          store(statements, failed.roleArn(), failed.failedAt(), true, failed.failedAt());
      case RevocationRecovered recovered ->
          store(statements, recovered.roleArn(), null, true, recovered.recoveredAt());
      default -> Uni.createFrom().voidItem();
    };
  }

  private static Uni<Void> store(
      Statements statements,
      String roleArn,
      @Nullable Instant since,
      boolean roleAlone,
      Instant toldAt) {
    return statements
        .run(
            """
            insert into issuer.revocation_trouble (role_arn, account, failing_since, role_alone, told_at, forget_at)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (role_arn) do update set
              failing_since = case when excluded.failing_since is not null
                then least(revocation_trouble.failing_since, excluded.failing_since) end,
              role_alone = excluded.role_alone,
              told_at = excluded.told_at,
              forget_at = excluded.forget_at
            where revocation_trouble.told_at <= excluded.told_at
            """,
            RoleIdentity.of(roleArn),
            RoleIdentity.account(roleArn),
            since,
            roleAlone,
            toldAt,
            since == null ? toldAt.plus(MEMORY_OF_RECOVERIES) : NEVER)
        .replaceWithVoid();
  }
}
