package dev.curfew.issuer.replay.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.curfew.issuer.replay.Nonce;
import dev.curfew.issuer.replay.Nonces;
import dev.curfew.issuer.store.postgres.Database;
import dev.curfew.schemas.Sha256;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;

/// Nonces in PostgreSQL, by their SHA-256.
@ApplicationScoped
class PostgresNonces implements Nonces {
  private final Database database;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  PostgresNonces(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Uni<Nonce> open(String repository, long jobId) {
    Nonce nonce = Nonce.at(clock.instant(), random);
    return database
        .statement(
            """
            insert into issuer.nonce (nonce_sha256, repository, job_id, expires_at, forget_at)
            values ($1, $2, $3, $4, $4)
            """,
            fingerprint(nonce.value()),
            repository,
            jobId,
            nonce.expiresAt())
        .replaceWith(nonce);
  }

  /// All that is ever stored of one.
  static String fingerprint(String nonce) {
    return Sha256.hex(nonce.getBytes(UTF_8));
  }
}
