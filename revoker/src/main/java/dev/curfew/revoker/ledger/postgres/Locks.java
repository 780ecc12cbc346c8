package dev.curfew.revoker.ledger.postgres;

import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/// Locks that end with their transaction. They are PostgreSQL's advisory ones: what they guard need
/// not exist as a row, and a killed process leaves none behind.
final class Locks {
  private Locks() {}

  /// Waits for it.
  static Uni<Void> lock(StatelessSession session, String name) {
    // The function answers void, which is no type to Hibernate.
    return session
        .createNativeQuery(
            "select 1 from (select pg_advisory_xact_lock(hashtextextended(:name, 0))) as held",
            Integer.class)
        .setParameter("name", name)
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
