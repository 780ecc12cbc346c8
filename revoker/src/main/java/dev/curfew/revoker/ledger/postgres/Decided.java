package dev.curfew.revoker.ledger.postgres;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/// A credential that must die from now on.
record Decided(UUID credentialId, String roleArn) {
  /// Has planning see them as dead.
  static Uni<Void> mark(StatelessSession session, Collection<UUID> credentialIds) {
    return credentialIds.isEmpty()
        ? Uni.createFrom().voidItem()
        : session
            .createNativeQuery(
                "update credential set dead = true where credential_id = any(cast(:ids as uuid[]))")
            .setParameter("ids", Ids.array(credentialIds))
            .executeUpdate()
            .replaceWithVoid();
  }

  static Decided of(Object[] row) {
    return new Decided((UUID) row[0], (String) row[1]);
  }
}
