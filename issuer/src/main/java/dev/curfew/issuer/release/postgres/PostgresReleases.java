package dev.curfew.issuer.release.postgres;

import dev.curfew.issuer.release.Releasable;
import dev.curfew.issuer.release.ReleaseToken;
import dev.curfew.issuer.release.Releases;
import dev.curfew.issuer.store.postgres.Database;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.JobIdentity;
import io.micrometer.core.annotation.Timed;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Release rights in PostgreSQL.
@ApplicationScoped
class PostgresReleases implements Releases {
  /// A job that gives back what has expired did nothing wrong.
  private static final Duration GRACE = Duration.ofDays(1);

  private static final String CREDENTIAL =
      """
      select credential_id, repository_id, repository, run_id, run_attempt, job_id, released_at
      from issuer.release_right where credential_id = $1\
      """;

  private final Database database;

  PostgresReleases(Database database) {
    this.database = database;
  }

  @Override
  @Timed(
      value = "curfew.issuer.step",
      extraTags = {"step", "release_right"})
  public Uni<Void> allow(CredentialIssued issued, ReleaseToken token) {
    JobIdentity job = issued.job();
    return database
        .statement(
            """
            insert into issuer.release_right (credential_id, token_sha256, repository_id, repository,
              run_id, run_attempt, job_id, forget_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            issued.credentialId(),
            token.sha256(),
            job.repositoryId(),
            job.repository(),
            job.runId(),
            job.runAttempt(),
            job.jobId(),
            issued.expiresAt().plus(GRACE))
        .replaceWithVoid();
  }

  /// Fingerprints of random secrets are compared: how long that takes tells nothing of a secret.
  @Override
  public Uni<Optional<Releasable>> find(UUID credentialId, ReleaseToken token) {
    return database
        .statement(CREDENTIAL + " and token_sha256 = $2", credentialId, token.sha256())
        .map(PostgresReleases::releasable);
  }

  @Override
  public Uni<Optional<JobIdentity>> jobOf(UUID credentialId) {
    return database
        .statement(CREDENTIAL, credentialId)
        .map(rows -> releasable(rows).map(Releasable::job));
  }

  @Override
  public Uni<Void> released(UUID credentialId, Instant at) {
    return database
        .statement(
            "update issuer.release_right set released_at = $2 where credential_id = $1",
            credentialId,
            at)
        .replaceWithVoid();
  }

  private static Optional<Releasable> releasable(RowSet<Row> rows) {
    return rows.stream()
        .findFirst()
        .map(row ->
            new Releasable(
                row.getUUID("credential_id"),
                new JobIdentity(
                    row.getLong("repository_id"),
                    row.getString("repository"),
                    row.getLong("run_id"),
                    row.getInteger("run_attempt"),
                    row.getLong("job_id")),
                row.getOffsetDateTime("released_at") != null));
  }
}
