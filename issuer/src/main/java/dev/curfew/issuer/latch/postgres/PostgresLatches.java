package dev.curfew.issuer.latch.postgres;

import dev.curfew.issuer.latch.Candidate;
import dev.curfew.issuer.latch.Findings;
import dev.curfew.issuer.latch.Latches;
import dev.curfew.issuer.latch.RoleIdentity;
import dev.curfew.issuer.latch.Selectors;
import dev.curfew.issuer.store.postgres.Database;
import io.micrometer.core.annotation.Timed;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;

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
        .statement(
            """
            select
              exists (select from issuer.ended_job
                where repository_id = $1 and run_id = $2 and job_id = $3)
              or exists (select from issuer.ended_run
                where repository_id = $1 and run_id = $2 and up_to_attempt >= $4),
              (select order_id from issuer.quarantine
                where quarantined_until > $6 and selector = any(cast($5 as text[]))
                  and (lifted_at is null or lifted_at > $6)
                limit 1),
              (select min(failing_since) from issuer.revocation_trouble
                where failing_since is not null
                  and (role_arn = $7 or (account = $8 and not role_alone)))
            """,
            candidate.job().repositoryId(),
            candidate.job().runId(),
            candidate.job().jobId(),
            candidate.job().runAttempt(),
            Selectors.of(candidate).toArray(String[]::new),
            clock.instant(),
            RoleIdentity.of(candidate.roleArn()),
            RoleIdentity.account(candidate.roleArn()))
        .map(rows -> findings(rows.iterator().next()));
  }

  private static Findings findings(Row row) {
    return new Findings(
        row.getBoolean(0),
        Optional.ofNullable(row.getUUID(1)),
        Optional.ofNullable(row.getOffsetDateTime(2)).map(OffsetDateTime::toInstant));
  }
}
