package dev.curfew.local.bench.revoke;

import dev.curfew.local.load.EventProducer;
import dev.curfew.local.load.Issuances;
import dev.curfew.local.load.JobEnds;
import dev.curfew.schemas.event.CredentialIssued;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.random.RandomGenerator;

/// Jobs begin and end by a timetable, whatever became of those before them. For one thread.
final class Traffic {
  private static final Duration TICK = Duration.ofMillis(1);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Load load;
  private final Roles roles;
  private final Issuances issuances;
  private final EventProducer issuer;
  private final JobEnds ends;
  private final Observations seen;
  private final SessionChecks checks;
  private final RandomGenerator random;
  private final Queue<MeasuredJob> running =
      new PriorityQueue<>(Comparator.comparing(MeasuredJob::endsAt));
  private long begun;

  Traffic(
      Load load,
      Roles roles,
      Issuances issuances,
      EventProducer issuer,
      JobEnds ends,
      Observations seen,
      SessionChecks checks,
      RandomGenerator random) {
    this.load = load;
    this.roles = roles;
    this.issuances = issuances;
    this.issuer = issuer;
    this.ends = ends;
    this.seen = seen;
    this.checks = checks;
    this.random = random;
  }

  /// One job begins and ends, so that what follows is told to services whose classes are loaded and
  /// whose consumers have their partitions.
  ///
  /// @throws IllegalStateException if its session does not die
  void rehearse() throws InterruptedException {
    MeasuredJob job = begin(Instant.now());
    end(job);
    Instant deadline = Instant.now().plus(PATIENCE);
    while (job.appliedAt() == null) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("not even a single job's session dies");
      }
      Thread.sleep(TICK);
    }
  }

  /// Returns when that moment has come. The timetable begins at `start`; jobs that run in the end
  /// go on.
  void run(Instant start, Instant until) throws InterruptedException {
    for (Instant now = Instant.now(); now.isBefore(until); now = Instant.now()) {
      beginThoseDue(start, now);
      endThoseDue(now);
      Thread.sleep(TICK);
    }
  }

  private void beginThoseDue(Instant start, Instant now) {
    while (true) {
      Instant due = start.plus(load.beginOf(begun));
      if (due.isAfter(now)) {
        return;
      }
      begun++;
      running.add(begin(due));
    }
  }

  private MeasuredJob begin(Instant due) {
    int role = random.nextInt(roles.count());
    CredentialIssued credential = issuances.open(roles.arn(role));
    MeasuredJob job = new MeasuredJob(credential, role, due.plus(load.jobLength().any(random)));
    seen.add(job);
    roles.begun(role);
    var _ = issuer.say(credential).whenComplete((_, failure) -> seen.answered(failure));
    return job;
  }

  private void endThoseDue(Instant now) {
    for (MeasuredJob job = running.peek();
        job != null && !job.endsAt().isAfter(now);
        job = running.peek()) {
      running.remove();
      end(job);
    }
  }

  private void end(MeasuredJob job) {
    checks.beforeEnd(job);
    seen.ended(job);
    roles.ended(job.role());
    var _ =
        ends.tell(job.credential().job())
            .thenAccept(job::told)
            .whenComplete((_, failure) -> seen.answered(failure));
    checks.afterEnd(job);
  }
}
