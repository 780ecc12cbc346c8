package dev.curfew.revoker.ledger.postgres;

import dev.curfew.schemas.event.Envelope;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/// Which events have been applied: «at least once» becomes «applied once».
final class Inbox {
  private Inbox() {}

  /// Marks events as applied, and answers those that were not yet.
  static Uni<List<Envelope>> unseen(
      StatelessSession session, List<Envelope> envelopes, Instant now) {
    return session
        .createNativeQuery(
            """
            insert into inbox (event_id, applied_at)
            select distinct id, cast(:now as timestamptz) from unnest(cast(:ids as uuid[])) as id order by id
            on conflict do nothing
            returning event_id
            """,
            UUID.class)
        .setParameter("now", now)
        .setParameter("ids", Ids.array(envelopes.stream().map(Envelope::id).toList()))
        .getResultList()
        .map(marked -> {
          Set<UUID> left = new HashSet<>(marked);
          return envelopes.stream().filter(envelope -> left.remove(envelope.id())).toList();
        });
  }
}
