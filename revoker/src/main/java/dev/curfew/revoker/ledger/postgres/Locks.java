package dev.curfew.revoker.ledger.postgres;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/// Locks that end with their transaction. They are PostgreSQL's advisory ones: what they guard need
/// not exist as a row, and a killed process leaves none behind.
final class Locks {
  private Locks() {}

  /// Waits for all of them, in an order that is the same for everybody.
  static Uni<Void> lock(StatelessSession session, Collection<String> names) {
    return acquire(session, "pg_advisory_xact_lock", names);
  }

  /// Waits until nobody holds it but others that share it.
  static Uni<Void> share(StatelessSession session, String name) {
    return acquire(session, "pg_advisory_xact_lock_shared", List.of(name));
  }

  private static Uni<Void> acquire(
      StatelessSession session, String function, Collection<String> names) {
    // The functions answer void, which is no type to Hibernate.
    return session
        .createNativeQuery(
            """
            select count(*) from (
              select %s(key) from (
                select distinct hashtextextended(name, 0) as key
                from unnest(cast(:names as text[])) as name order by key
              ) as sorted
            ) as held
            """
                .formatted(function),
            Long.class)
        .setParameter("names", names.toArray(String[]::new))
        .getSingleResult()
        .replaceWithVoid();
  }

  /// Does not wait: false where somebody else has it.
  static Uni<Boolean> tryLock(StatelessSession session, String name) {
    return session
        .createNativeQuery(
            "select pg_try_advisory_xact_lock(hashtextextended(:name, 0))", Boolean.class)
        .setParameter("name", name)
        .getSingleResult();
  }
}
