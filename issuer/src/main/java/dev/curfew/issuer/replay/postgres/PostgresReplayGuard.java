package dev.curfew.issuer.replay.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.curfew.issuer.replay.NonceMissingException;
import dev.curfew.issuer.replay.NonceSettings;
import dev.curfew.issuer.replay.NonceUnknownException;
import dev.curfew.issuer.replay.ReplayGuard;
import dev.curfew.issuer.replay.TokenReplayedException;
import dev.curfew.issuer.store.postgres.Database;
import dev.curfew.issuer.token.VerifiedToken;
import dev.curfew.schemas.Sha256;
import io.micrometer.core.annotation.Timed;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;

/// Claims by one statement: of two requests at once, the database lets one insert.
@ApplicationScoped
class PostgresReplayGuard implements ReplayGuard {
  /// Past a token's end: the verifier's leeway of 30 s, and what instances' clocks may differ by.
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private final Database database;
  private final NonceSettings settings;
  private final Clock clock;

  PostgresReplayGuard(Database database, NonceSettings settings, Clock clock) {
    this.database = database;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  @Timed(
      value = "curfew.issuer.step",
      extraTags = {"step", "replay"})
  public Uni<Void> claim(VerifiedToken token) {
    if (token.nonce().isEmpty() && settings.nonce() == NonceSettings.Rule.REQUIRED) {
      return Uni.createFrom().failure(NonceMissingException::new);
    }
    return (token.nonce().isEmpty() ? use(token) : use(token, token.nonce().get()))
        .invoke(rows -> check(rows.iterator().next()))
        .replaceWithVoid();
  }

  private Uni<RowSet<Row>> use(VerifiedToken token) {
    return database.statement(
        """
        with used as (
          insert into issuer.token_use (token_sha256, forget_at) values ($1, $2)
          on conflict do nothing returning 1
        )
        select exists (select from used), true
        """,
        fingerprint(token),
        token.expiresAt().plus(MARGIN));
  }

  /// The nonce goes only with a token that is new: of two with the same token, both would else say
  /// that it is the nonce that is unknown.
  private Uni<RowSet<Row>> use(VerifiedToken token, String nonce) {
    OptionalLong job = token.job().checkRunId();
    return database.statement(
        """
        with used as (
          insert into issuer.token_use (token_sha256, forget_at) values ($1, $2)
          on conflict do nothing returning 1
        ), spent as (
          delete from issuer.nonce
          where exists (select from used) and nonce_sha256 = $3
            and repository = $4 and (job_id = $5 or $6) and expires_at > $7
          returning 1
        )
        select exists (select from used), exists (select from spent)
        """,
        fingerprint(token),
        token.expiresAt().plus(MARGIN),
        PostgresNonces.fingerprint(nonce),
        token.job().run().repository(),
        job.orElse(0),
        // GitHub Enterprise Server's tokens name no job.
        job.isEmpty(),
        clock.instant());
  }

  private static void check(Row row) {
    if (!row.getBoolean(0)) {
      throw new TokenReplayedException();
    }
    if (!row.getBoolean(1)) {
      throw new NonceUnknownException();
    }
  }

  /// No issuer has a line break in it, so no two pairs give the same text.
  private static String fingerprint(VerifiedToken token) {
    return Sha256.hex((token.issuer() + "\n" + token.id()).getBytes(UTF_8));
  }
}
