package dev.curfew.revoker.ledger.postgres;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.curfew.revoker.deny.Session;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny.SelectionQuery;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;
import org.jspecify.annotations.Nullable;

/// The sessions of each role as planning needs them. A busy role has thousands, of which a few
/// change between one write and the next: the rest is remembered. What is remembered of a role
/// whose policy is verified is read anew.
@ApplicationScoped
class RoleSessions {
  /// About 120 MB of memory.
  private static final long MOST = 500_000;

  private static final String COLUMNS =
      "select c.credentialId, c.userId, c.issuedAt, c.expiresAt, c.dead ";

  private static final String OF_ROLE = COLUMNS + "from CredentialRow c where c.roleArn = :role";

  private static final String ALL = OF_ROLE + " and c.expiresAt > :alive";

  /// Recorded, or sentenced, by a transaction that may not have ended when the role was last read.
  private static final String CHANGED =
      OF_ROLE
          + " and c.recordedIn >= :transaction union all "
          + COLUMNS
          + """
          from RevocationRow r join CredentialRow c on c.credentialId = r.credentialId
          where r.roleArn = :role and r.recordedIn >= :transaction
          """;

  private final Cache<String, Seen> seen =
      Caffeine.newBuilder()
          .maximumWeight(MOST)
          .weigher((String role, Seen sessions) -> 1 + sessions.byCredential().size())
          .executor(Runnable::run)
          .build();

  /// The sessions, dead and live, that expire after a moment.
  ///
  /// @param horizon read before
  /// @param anew whether not to rely on what is remembered
  Uni<List<Session>> of(
      StatelessSession session, String roleArn, Instant aliveAfter, Horizon horizon, boolean anew) {
    Seen before = anew ? null : remembered(roleArn, horizon);
    return (before == null ? all(session, aliveAfter) : since(session, before.transaction()))
        .setParameter("role", roleArn)
        .getResultList()
        .map(changed -> {
          Seen now = Seen.of(before, changed, aliveAfter, horizon);
          seen.put(roleArn, now);
          return List.copyOf(now.byCredential().values());
        });
  }

  /// Transactions are numbered from the beginning again where a database was restored.
  private @Nullable Seen remembered(String roleArn, Horizon horizon) {
    Seen before = seen.getIfPresent(roleArn);
    return before == null || horizon.transaction() < before.transaction() ? null : before;
  }

  private static SelectionQuery<SessionRow> all(StatelessSession session, Instant aliveAfter) {
    return session.createSelectionQuery(ALL, SessionRow.class).setParameter("alive", aliveAfter);
  }

  private static SelectionQuery<SessionRow> since(StatelessSession session, long transaction) {
    return session
        .createSelectionQuery(CHANGED, SessionRow.class)
        .setParameter("transaction", transaction);
  }

  /// @param transaction what the transactions before it did is in there
  private record Seen(Map<UUID, Session> byCredential, long transaction) {
    static Seen of(
        @Nullable Seen before, List<SessionRow> changed, Instant aliveAfter, Horizon horizon) {
      Map<UUID, Session> all =
          before == null ? new HashMap<>() : new HashMap<>(before.byCredential);
      changed.forEach(row -> all.put(row.credentialId(), row.session()));
      all.values().removeIf(session -> !session.expiresAt().isAfter(aliveAfter));
      return new Seen(all, horizon.transaction());
    }
  }
}
