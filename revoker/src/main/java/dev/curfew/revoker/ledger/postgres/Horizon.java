package dev.curfew.revoker.ledger.postgres;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/// The time before which every session of Curfew's is in the ledger.
final class Horizon {
  /// Before any session: nothing is certain yet.
  static final Instant NONE = Instant.EPOCH;

  private Horizon() {}

  static Uni<Instant> of(StatelessSession session) {
    return session
        .createSelectionQuery("select min(m.readUpTo) from ReadMarkRow m", Instant.class)
        .getSingleResultOrNull()
        .map(least -> least == null ? NONE : least);
  }
}
