package dev.curfew.issuer.intake.postgres;

import static dev.curfew.issuer.intake.postgres.PostgresJournal.numbers;

import dev.curfew.issuer.store.postgres.Statements;
import dev.curfew.schemas.event.CurfewEvent;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.event.JobEvent;
import dev.curfew.schemas.event.RunCompleted;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Jobs and runs that have ended.
final class Ends {
  /// GitHub makes no tokens for a job that has ended, and those that it made last minutes. Kept for
  /// as long as a credential may live, which leaves much to spare.
  private static final Duration MEMORY = Duration.ofHours(12).plusMinutes(10);

  private Ends() {}

  static Uni<Void> store(Statements statements, List<CurfewEvent> events, Instant now) {
    List<JobCompleted> jobs = recent(events, JobCompleted.class, now);
    List<RunCompleted> runs = recent(events, RunCompleted.class, now);
    return (jobs.isEmpty() ? nothing() : jobs(statements, jobs, now.plus(MEMORY)))
        .chain(() -> runs.isEmpty() ? nothing() : runs(statements, runs, now.plus(MEMORY)));
  }

  private static Uni<Void> nothing() {
    return Uni.createFrom().voidItem();
  }

  /// Topics are kept for longer than ends are.
  private static <E extends JobEvent> List<E> recent(
      List<CurfewEvent> events, Class<E> type, Instant now) {
    return events.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .filter(end -> end.detection().receivedAt().isAfter(now.minus(MEMORY)))
        .toList();
  }

  private static Uni<Void> jobs(Statements statements, List<JobCompleted> jobs, Instant forgetAt) {
    return statements
        .run(
            """
            insert into issuer.ended_job (repository_id, run_id, job_id, forget_at)
            select distinct r, u, j, cast($4 as timestamptz)
            from unnest(cast($1 as bigint[]), cast($2 as bigint[]), cast($3 as bigint[])) as ended (r, u, j)
            order by 1, 2, 3
            on conflict do nothing
            """,
            numbers(jobs, end -> end.job().repositoryId()),
            numbers(jobs, end -> end.job().runId()),
            numbers(jobs, end -> end.job().jobId()),
            forgetAt)
        .replaceWithVoid();
  }

  private static Uni<Void> runs(Statements statements, List<RunCompleted> runs, Instant forgetAt) {
    return statements
        .run(
            """
            insert into issuer.ended_run (repository_id, run_id, up_to_attempt, forget_at)
            select r, u, max(a), cast($4 as timestamptz)
            from unnest(cast($1 as bigint[]), cast($2 as bigint[]), cast($3 as bigint[])) as ended (r, u, a)
            group by 1, 2
            order by 1, 2
            on conflict (repository_id, run_id) do update set
              up_to_attempt = greatest(ended_run.up_to_attempt, excluded.up_to_attempt),
              forget_at = excluded.forget_at
            """,
            numbers(runs, end -> end.run().repositoryId()),
            numbers(runs, end -> end.run().runId()),
            numbers(runs, end -> end.run().runAttempt()),
            forgetAt)
        .replaceWithVoid();
  }
}
