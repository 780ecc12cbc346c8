package dev.curfew.local.bench.revoke;

import dev.curfew.local.bench.Latency;
import java.time.Duration;
import java.time.Instant;

/// What became of all jobs, counted when everything has come to rest.
final class Outcome {
  private final Load load;
  private final Instant from;
  private final Instant until;
  private final Latency.Recorder fromAnswer = new Latency.Recorder();
  private final Latency.Recorder fromSchedule = new Latency.Recorder();
  private long ended;
  private long endedMeasured;
  private long neverRevoked;
  private long appliedLate;
  private long aliveAtLimit;
  private long liveHit;

  /// @param from where the measured time begins
  Outcome(Observations seen, Load load, Instant from, Instant until) {
    this.load = load;
    this.from = from;
    this.until = until;
    seen.jobs().forEach(this::add);
  }

  private void add(MeasuredJob job) {
    liveHit += job.wasHitAlive() ? 1 : 0;
    if (!job.ended()) {
      return;
    }
    ended++;
    Instant appliedAt = job.appliedAt();
    if (appliedAt == null) {
      neverRevoked++;
    }
    if (!job.endsAt().isBefore(from) && job.endsAt().isBefore(until)) {
      endedMeasured++;
      measure(job, appliedAt == null ? Instant.now() : appliedAt);
    }
  }

  /// Who never died has lived until now.
  private void measure(MeasuredJob job, Instant appliedAt) {
    aliveAtLimit += job.wasAliveAtLimit() ? 1 : 0;
    Duration outlived = Duration.between(job.endsAt(), appliedAt);
    fromSchedule.record(outlived);
    appliedLate += outlived.compareTo(load.limit()) > 0 ? 1 : 0;
    Instant toldAt = job.toldAt();
    if (toldAt != null) {
      fromAnswer.record(Duration.between(toldAt, appliedAt));
    }
  }

  Latency fromAnswer() {
    return fromAnswer.latency();
  }

  Latency fromSchedule() {
    return fromSchedule.latency();
  }

  Report.Counts counts(Observations seen, int fewestLive, long aliveInTheEnd) {
    return new Report.Counts(
        seen.jobs().size(),
        ended,
        endedMeasured,
        endedMeasured * 1e3 / load.duration().toMillis(),
        fewestLive,
        seen.notTaken(),
        neverRevoked,
        appliedLate,
        aliveAtLimit,
        aliveInTheEnd,
        liveHit,
        seen.toldAgain(),
        seen.unasked(),
        seen.collateral(),
        seen.failures(),
        seen.repairs());
  }
}
