package dev.curfew.local.bench.revoke;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.curfew.local.bench.Latency;
import dev.curfew.local.bench.ProcessMeter.Usage;
import dev.curfew.local.bench.Times;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What came out. Times are in milliseconds.
///
/// @param fromAnswer from Curfew's word that it knows of an end to IAM's answer
/// @param fromSchedule from the moment at which the job was to end: the load's own lateness counts
/// @param usage in the measured time, by process
record Report(
    Load load,
    Counts counts,
    Latency fromAnswer,
    Latency fromSchedule,
    Writes writes,
    AuditTrail audit,
    Map<String, Usage> usage,
    List<String> violations) {

  /// @param begun all jobs, from the start on
  /// @param ended of these
  /// @param endedMeasured in the measured time; the figures are of these
  /// @param achieved `endedMeasured` for each second
  /// @param fewestLive jobs of the role that had the fewest, in the measured time
  /// @param notTaken issuances and ends that were not acknowledged
  /// @param neverRevoked ended, and no `revoked` event came
  /// @param appliedLate of the measured ones, later than the limit by the event's `appliedAt`
  /// @param aliveAtLimit of the measured ones, allowed by the evaluator when the limit was over
  /// @param aliveInTheEnd of all, allowed by the evaluator when everything had come to rest
  /// @param liveHit denied by the evaluator while their job ran
  record Counts(
      long begun,
      long ended,
      long endedMeasured,
      double achieved,
      int fewestLive,
      long notTaken,
      long neverRevoked,
      long appliedLate,
      long aliveAtLimit,
      long aliveInTheEnd,
      long liveHit,
      long toldAgain,
      long unasked,
      long collateral,
      long failures,
      long repairs) {}

  /// @param perRevocation asked for each revocation
  /// @param largest characters of the largest of Curfew's policies in the end
  record Writes(long asked, long throttled, double perRevocation, int largest) {}

  Report {
    violations = List.copyOf(violations);
  }

  /// What must not be.
  static List<String> violations(Load load, Counts counts, AuditTrail audit) {
    List<String> violations = new ArrayList<>();
    String limit = Times.text(load.limit());
    add(violations, counts.liveHit(), "live sessions were hit");
    add(violations, counts.appliedLate(), "sessions died later than " + limit);
    add(violations, counts.aliveAtLimit(), "sessions were allowed " + limit + " after their end");
    add(violations, counts.aliveInTheEnd(), "ended jobs' sessions are alive in the end");
    add(violations, counts.neverRevoked(), "ends led to no revoked event");
    add(violations, counts.unasked(), "revoked events of jobs that had not ended");
    add(violations, counts.notTaken(), "issuances and ends were not acknowledged");
    add(violations, audit.applied() - audit.credentials(), "revocations stand twice in the trail");
    add(violations, counts.ended() - audit.credentials(), "revocations are missing in the trail");
    if (!audit.whole()) {
      violations.add("the audit trail's chain is broken");
    }
    return violations;
  }

  private static void add(List<String> violations, long count, String what) {
    if (count != 0) {
      violations.add("%,d %s".formatted(count, what));
    }
  }

  /// For people.
  String table() {
    return new ReportTable(this).text();
  }

  void writeTo(Path file) {
    try {
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build()
          .writeValue(file.toFile(), this);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
