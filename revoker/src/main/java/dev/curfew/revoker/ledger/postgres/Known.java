package dev.curfew.revoker.ledger.postgres;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/// Which of some ids are stored already: told twice under two event ids, a thing is still one.
final class Known {
  private Known() {}

  /// The ids that stand in a column of ours.
  static Uni<Set<UUID>> of(
      StatelessSession session, String table, String column, Collection<UUID> ids) {
    return ids.isEmpty()
        ? Uni.createFrom().item(Set.of())
        : session
            .createNativeQuery(
                "select %2$s from %1$s where %2$s = any(cast(:ids as uuid[]))"
                    .formatted(table, column),
                UUID.class)
            .setParameter("ids", Ids.array(ids))
            .getResultList()
            .map(found -> found.stream().collect(Collectors.toUnmodifiableSet()));
  }
}
