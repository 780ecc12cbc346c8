package dev.curfew.listener.lease;

import static dev.curfew.schemas.LogKeys.ERROR;
import static dev.curfew.schemas.LogKeys.JOB;
import static dev.curfew.schemas.LogKeys.REPOSITORY;
import static dev.curfew.schemas.LogKeys.RUNS;
import static java.util.stream.Collectors.groupingBy;

import dev.curfew.listener.leader.Leadership;
import dev.curfew.listener.publication.Publisher;
import dev.curfew.schemas.event.Detection;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.event.JobIdentity;
import dev.curfew.schemas.event.RunIdentity;
import dev.curfew.schemas.event.StepsCompleted;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks GitHub for jobs that hold credentials and of whose end nothing was heard.
@ApplicationScoped
class LeasePoller {
  private static final Logger LOG = LoggerFactory.getLogger(LeasePoller.class);

  private final Leases leases;
  private final JobLookup lookup;
  private final Publisher publisher;
  private final Leadership leadership;
  private final LeaseSettings settings;
  private final Clock clock;

  /// When each run was asked for. Where GitHub allows fewer questions than there are runs, those
  /// that waited longest come first.
  private final Map<RunIdentity, Instant> asked = new HashMap<>();

  LeasePoller(
      Leases leases,
      JobLookup lookup,
      Publisher publisher,
      Leadership leadership,
      LeaseSettings settings,
      Clock clock) {
    this.leases = leases;
    this.lookup = lookup;
    this.publisher = publisher;
    this.leadership = leadership;
    this.settings = settings;
    this.clock = clock;
  }

  /// Never fails: what one round does not reach, the next one does.
  @Scheduled(
      every = "${curfew.listener.lease.interval:30s}",
      concurrentExecution = ConcurrentExecution.SKIP)
  Uni<Void> poll() {
    if (!leadership.isHeld() || !lookup.isConfigured()) {
      return Uni.createFrom().voidItem();
    }
    Map<RunIdentity, List<Lease>> runs =
        leases.issuedBefore(clock.instant().minus(settings.age())).stream()
            .collect(groupingBy(lease -> lease.job().run()));
    return Multi.createFrom()
        .iterable(inTurn(runs))
        .onItem()
        .transformToUni(run -> failure(ask(run, Objects.requireNonNull(runs.get(run)))))
        .merge(settings.concurrency())
        .collect()
        .asList()
        .invoke(LeasePoller::tellOfFailures)
        .replaceWithVoid();
  }

  /// What went wrong, if anything did: one run's failure is no other's.
  private static Uni<Optional<Throwable>> failure(Uni<Void> asked) {
    return asked.replaceWith(Optional.<Throwable>empty()).onFailure().recoverWithItem(Optional::of);
  }

  /// Once for a round: where a rate limit is reached, all that follow fail.
  private static void tellOfFailures(List<Optional<Throwable>> outcomes) {
    List<Throwable> failures = outcomes.stream().flatMap(Optional::stream).toList();
    if (!failures.isEmpty()) {
      LOG.atWarn()
          .addKeyValue(RUNS, failures.size())
          .addKeyValue(ERROR, failures.getFirst().getMessage())
          .log("GitHub not asked for jobs that hold credentials");
    }
  }

  private synchronized List<RunIdentity> inTurn(Map<RunIdentity, List<Lease>> runs) {
    asked.keySet().retainAll(runs.keySet());
    return runs.keySet().stream()
        .sorted(
            Comparator.comparing(
                run -> asked.getOrDefault(run, Instant.MIN), Comparator.naturalOrder()))
        .toList();
  }

  private synchronized void wasAsked(RunIdentity run) {
    asked.put(run, clock.instant());
  }

  private Uni<Void> ask(RunIdentity run, List<Lease> held) {
    Map<Long, List<Lease>> byJob =
        held.stream().collect(Collectors.groupingBy(lease -> lease.job().jobId()));
    return lookup
        .ask(run, byJob.keySet())
        .invoke(() -> wasAsked(run))
        .onItem()
        .transformToMulti(found -> Multi.createFrom().iterable(found))
        .onItem()
        .transformToUniAndConcatenate(
            found -> tell(found, Objects.requireNonNull(byJob.get(found.jobId()))))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Void> tell(JobLookup.Found found, List<Lease> held) {
    JobIdentity job = held.getFirst().job();
    if (found.ended()) {
      return publisher
          .publish(
              new JobCompleted(
                  job, found.conclusion(), found.commit(), detection(found.endedAt()), null))
          .invoke(() -> {
            leases.ended(job);
            LOG.atInfo()
                .addKeyValue(REPOSITORY, job.repository())
                .addKeyValue(JOB, job.jobId())
                .log("job ended, by GitHub's answer");
          });
    }
    List<String> steps =
        held.stream()
            .map(Lease::step)
            .filter(step -> step != null && found.endedSteps().contains(step))
            .distinct()
            .toList();
    return steps.isEmpty()
        ? Uni.createFrom().voidItem()
        : publisher
            .publish(new StepsCompleted(job, steps, detection(null), null))
            .invoke(() -> leases.ended(job, steps));
  }

  private Detection detection(@Nullable Instant endedAt) {
    Instant now = clock.instant();
    return new Detection(Detection.Source.POLL, endedAt == null ? now : endedAt, now);
  }
}
