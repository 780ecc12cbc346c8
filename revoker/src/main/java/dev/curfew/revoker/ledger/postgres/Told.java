package dev.curfew.revoker.ledger.postgres;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/// What has been told of credentials, so that it is told once.
final class Told {
  private Told() {}

  /// Notes it in a column of ours.
  static Uni<Void> mark(
      StatelessSession session, String column, List<CredentialRow> credentials, Instant at) {
    return credentials.isEmpty()
        ? Uni.createFrom().voidItem()
        : session
            .createNativeQuery(
                "update credential set %s = :at where credential_id = any(cast(:ids as uuid[]))"
                    .formatted(column))
            .setParameter("at", at)
            .setParameter("ids", Ids.array(credentials.stream().map(c -> c.credentialId).toList()))
            .executeUpdate()
            .replaceWithVoid();
  }
}
