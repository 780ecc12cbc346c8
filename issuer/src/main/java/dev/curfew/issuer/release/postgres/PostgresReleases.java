package dev.curfew.issuer.release.postgres;

import dev.curfew.issuer.release.Releasable;
import dev.curfew.issuer.release.ReleaseToken;
import dev.curfew.issuer.release.Releases;
import dev.curfew.issuer.store.postgres.Database;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.JobIdentity;
import io.micrometer.core.annotation.Timed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Release rights in PostgreSQL.
@ApplicationScoped
class PostgresReleases implements Releases {
  private final Database database;

  PostgresReleases(Database database) {
    this.database = database;
  }

  @Override
  @Timed(
      value = "curfew.issuer.step",
      extraTags = {"step", "release_right"})
  public Uni<Void> allow(CredentialIssued issued, ReleaseToken token) {
    return database.statement(session -> session.insert(new ReleaseRow(issued, token)));
  }

  /// Fingerprints of random secrets are compared: how long that takes tells nothing of a secret.
  @Override
  public Uni<Optional<Releasable>> find(UUID credentialId, ReleaseToken token) {
    return database
        .statement(session ->
            session
                .createSelectionQuery(
                    "from ReleaseRow where credentialId = :id and tokenSha256 = :token",
                    ReleaseRow.class)
                .setParameter("id", credentialId)
                .setParameter("token", token.sha256())
                .getSingleResultOrNull())
        .map(row -> Optional.ofNullable(row).map(ReleaseRow::releasable));
  }

  @Override
  public Uni<Optional<JobIdentity>> jobOf(UUID credentialId) {
    return database
        .statement(session -> session.get(ReleaseRow.class, credentialId))
        .map(row -> Optional.ofNullable(row).map(ReleaseRow::releasable).map(Releasable::job));
  }

  @Override
  public Uni<Void> released(UUID credentialId, Instant at) {
    return database
        .statement(session ->
            session
                .createNativeQuery(
                    "update issuer.release_right set released_at = :at where credential_id = :id")
                .setParameter("at", at)
                .setParameter("id", credentialId)
                .executeUpdate())
        .replaceWithVoid();
  }
}
