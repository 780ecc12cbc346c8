package dev.curfew.revoker.ledger.postgres;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;
import org.jspecify.annotations.Nullable;

/// How far the ledger is complete.
///
/// @param time every session of Curfew's that was issued before it is in the ledger
/// @param transaction every transaction with a lower number had ended
record Horizon(Instant time, long transaction) {
  /// Before any session: nothing is certain yet.
  static final Instant NONE = Instant.EPOCH;

  static Uni<Horizon> of(StatelessSession session) {
    return session
        .createSelectionQuery(
            """
            select min(m.readUpTo), cast(sql('cast(pg_snapshot_xmin(pg_current_snapshot()) as varchar)') as Long)
            from ReadMarkRow m
            """,
            Row.class)
        .getSingleResult()
        .map(row -> new Horizon(row.readUpTo() == null ? NONE : row.readUpTo(), row.transaction()));
  }

  /// As the database answers.
  record Row(@Nullable Instant readUpTo, long transaction) {}
}
