package dev.curfew.issuer.intake.postgres;

import static dev.curfew.issuer.intake.postgres.PostgresJournal.texts;

import dev.curfew.schemas.event.CurfewEvent;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.event.JobEvent;
import dev.curfew.schemas.event.RunCompleted;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/// Jobs and runs that have ended.
final class Ends {
  /// GitHub makes no tokens for a job that has ended, and those that it made last minutes. Kept for
  /// as long as a credential may live, which leaves much to spare.
  private static final Duration MEMORY = Duration.ofHours(12).plusMinutes(10);

  private Ends() {}

  static Uni<Void> store(StatelessSession session, List<CurfewEvent> events, Instant now) {
    List<JobCompleted> jobs = recent(events, JobCompleted.class, now);
    List<RunCompleted> runs = recent(events, RunCompleted.class, now);
    return (jobs.isEmpty() ? nothing() : jobs(session, jobs, now.plus(MEMORY)))
        .chain(() -> runs.isEmpty() ? nothing() : runs(session, runs, now.plus(MEMORY)))
        .replaceWithVoid();
  }

  private static Uni<Integer> nothing() {
    return Uni.createFrom().item(0);
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

  private static Uni<Integer> jobs(
      StatelessSession session, List<JobCompleted> jobs, Instant forgetAt) {
    return session
        .createNativeQuery(
            """
            insert into issuer.ended_job (repository_id, run_id, job_id, forget_at)
            select distinct cast(r as bigint), cast(u as bigint), cast(j as bigint), cast(:forgetAt as timestamptz)
            from unnest(cast(:repositories as text[]), cast(:runs as text[]), cast(:jobs as text[])) as ended (r, u, j)
            order by 1, 2, 3
            on conflict do nothing
            """)
        .setParameter("forgetAt", forgetAt)
        .setParameter("repositories", texts(jobs, end -> end.job().repositoryId()))
        .setParameter("runs", texts(jobs, end -> end.job().runId()))
        .setParameter("jobs", texts(jobs, end -> end.job().jobId()))
        .executeUpdate();
  }

  private static Uni<Integer> runs(
      StatelessSession session, List<RunCompleted> runs, Instant forgetAt) {
    return session
        .createNativeQuery(
            """
            insert into issuer.ended_run (repository_id, run_id, up_to_attempt, forget_at)
            select cast(r as bigint), cast(u as bigint), max(cast(a as int)), cast(:forgetAt as timestamptz)
            from unnest(cast(:repositories as text[]), cast(:runs as text[]), cast(:attempts as text[])) as ended (r, u, a)
            group by 1, 2
            order by 1, 2
            on conflict (repository_id, run_id) do update set
              up_to_attempt = greatest(ended_run.up_to_attempt, excluded.up_to_attempt),
              forget_at = excluded.forget_at
            """)
        .setParameter("forgetAt", forgetAt)
        .setParameter("repositories", texts(runs, end -> end.run().repositoryId()))
        .setParameter("runs", texts(runs, end -> end.run().runId()))
        .setParameter("attempts", texts(runs, end -> end.run().runAttempt()))
        .executeUpdate();
  }
}
