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
        .invoke(PostgresReplayGuard::check)
        .replaceWithVoid();
  }

  private Uni<Object[]> use(VerifiedToken token) {
    return database.statement(session ->
        session
            .createNativeQuery(
                """
                with used as (
                  insert into issuer.token_use (token_sha256, forget_at)
                  values (:token, cast(:forgetAt as timestamptz)) on conflict do nothing returning 1
                )
                select (select count(*) from used), cast(1 as bigint)
                """,
                Object[].class)
            .setParameter("token", fingerprint(token))
            .setParameter("forgetAt", token.expiresAt().plus(MARGIN))
            .getSingleResult());
  }

  /// The nonce goes only with a token that is new: of two with the same token, both would else say
  /// that it is the nonce that is unknown.
  private Uni<Object[]> use(VerifiedToken token, String nonce) {
    OptionalLong job = token.job().checkRunId();
    return database.statement(session ->
        session
            .createNativeQuery(
                """
                with used as (
                  insert into issuer.token_use (token_sha256, forget_at)
                  values (:token, cast(:forgetAt as timestamptz)) on conflict do nothing returning 1
                ), spent as (
                  delete from issuer.nonce
                  where exists (select from used) and nonce_sha256 = :nonce
                    and repository = :repository and (job_id = :job or :anyJob)
                    and expires_at > :now
                  returning 1
                )
                select (select count(*) from used), (select count(*) from spent)
                """,
                Object[].class)
            .setParameter("token", fingerprint(token))
            .setParameter("forgetAt", token.expiresAt().plus(MARGIN))
            .setParameter("nonce", Sha256.hex(nonce.getBytes(UTF_8)))
            .setParameter("repository", token.job().run().repository())
            .setParameter("job", job.orElse(0))
            // GitHub Enterprise Server's tokens name no job.
            .setParameter("anyJob", job.isEmpty())
            .setParameter("now", clock.instant())
            .getSingleResult());
  }

  private static void check(Object[] row) {
    if (((Number) row[0]).intValue() == 0) {
      throw new TokenReplayedException();
    }
    if (((Number) row[1]).intValue() == 0) {
      throw new NonceUnknownException();
    }
  }

  /// No issuer has a line break in it, so no two pairs give the same text.
  private static String fingerprint(VerifiedToken token) {
    return Sha256.hex((token.issuer() + "\n" + token.id()).getBytes(UTF_8));
  }
}
