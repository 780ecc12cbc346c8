package dev.curfew.issuer.replay.postgres;

import dev.curfew.issuer.replay.Nonce;
import dev.curfew.issuer.replay.Nonces;
import dev.curfew.issuer.store.postgres.Database;
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
        .statement(session -> session.insert(new NonceRow(nonce, repository, jobId)))
        .replaceWith(nonce);
  }
}
