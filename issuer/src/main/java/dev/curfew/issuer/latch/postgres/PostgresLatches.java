package dev.curfew.issuer.latch.postgres;

import dev.curfew.issuer.latch.Candidate;
import dev.curfew.issuer.latch.Findings;
import dev.curfew.issuer.latch.Latches;
import dev.curfew.issuer.latch.RoleIdentity;
import dev.curfew.issuer.latch.Selectors;
import dev.curfew.issuer.store.postgres.Database;
import io.micrometer.core.annotation.Timed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// All that is to be known of a candidate, by one statement.
@ApplicationScoped
class PostgresLatches implements Latches {
  private final Database database;
  private final Clock clock;

  PostgresLatches(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  @Timed(
      value = "curfew.issuer.step",
      extraTags = {"step", "latch"})
  public Uni<Findings> look(Candidate candidate) {
    return database
        .statement(session ->
            session
                .createNativeQuery(
                    """
                    select
                      exists (select from issuer.ended_job
                        where repository_id = :repository and run_id = :run and job_id = :job)
                      or exists (select from issuer.ended_run
                        where repository_id = :repository and run_id = :run and up_to_attempt >= :attempt),
                      (select order_id from issuer.quarantine
                        where quarantined_until > :now and selector = any(cast(:selectors as text[]))
                          and (lifted_at is null or lifted_at > :now)
                        limit 1),
                      (select cast(extract(epoch from min(failing_since)) * 1000 as bigint) from issuer.revocation_trouble
                        where failing_since is not null
                          and (role_arn = :role or (account = :account and not role_alone)))
                    """,
                    Object[].class)
                .setParameter("repository", candidate.job().repositoryId())
                .setParameter("run", candidate.job().runId())
                .setParameter("job", candidate.job().jobId())
                .setParameter("attempt", candidate.job().runAttempt())
                .setParameter("selectors", Selectors.of(candidate).toArray(String[]::new))
                .setParameter("role", RoleIdentity.of(candidate.roleArn()))
                .setParameter("account", RoleIdentity.account(candidate.roleArn()))
                .setParameter("now", clock.instant())
                .getSingleResult())
        .map(PostgresLatches::findings);
  }

  private static Findings findings(Object[] row) {
    return new Findings(
        (Boolean) row[0],
        Optional.ofNullable((UUID) row[1]),
        Optional.ofNullable((Number) row[2]).map(Number::longValue).map(Instant::ofEpochMilli));
  }
}
