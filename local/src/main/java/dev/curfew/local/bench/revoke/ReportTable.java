package dev.curfew.local.bench.revoke;

import static java.util.Locale.ROOT;

import dev.curfew.local.bench.Latency;
import dev.curfew.local.bench.Times;
import java.time.Duration;

/// A report as it is printed. ASCII only: terminals' encodings differ.
final class ReportTable {
  private final StringBuilder text = new StringBuilder();

  ReportTable(Report report) {
    load(report.load());
    counts(report.counts(), report.load());
    line(
        "%-34s %9s %9s %9s %9s %9s"
            .formatted("time to IAM's answer, ms", "p50", "p90", "p99", "max", "mean"));
    latency("  from the answer to the end", report.fromAnswer());
    latency("  from the end by the timetable", report.fromSchedule());
    checks(report);
    usage(report);
    if (report.violations().isEmpty()) {
      line("all ended sessions died in time, and no other was hit");
    }
    report.violations().forEach(violation -> line("VIOLATED: %s".formatted(violation)));
  }

  String text() {
    return text.toString();
  }

  private void load(Load load) {
    line(
        "%,.0f ends/s by %s, %d roles in %d accounts, jobs of %s, %s after %s of warm-up"
            .formatted(
                load.rate(),
                load.ends().name().toLowerCase(ROOT),
                load.roles(),
                load.accounts(),
                load.jobLength(),
                Times.text(load.duration()),
                Times.text(load.warmUp())));
    line(
        "IAM answers after %s and takes %s; seed %d"
            .formatted(
                Times.text(load.iamLatency()),
                load.writesPerSecond() == 0
                    ? "any number of writes"
                    : load.writesPerSecond() + " writes/s of an account",
                load.seed()));
    line("");
  }

  private void counts(Report.Counts counts, Load load) {
    line(
        "ends measured  %,d (%,.0f/s of %,.0f/s)   in all: %,d jobs begun, %,d ended"
            .formatted(
                counts.endedMeasured(),
                counts.achieved(),
                load.rate(),
                counts.begun(),
                counts.ended()));
    line("live sessions  at least %,d on each role at all times".formatted(counts.fewestLive()));
    line("");
  }

  private void latency(String name, Latency latency) {
    line(
        "%-34s %,9.1f %,9.1f %,9.1f %,9.1f %,9.1f"
            .formatted(
                name, latency.p50(), latency.p90(), latency.p99(), latency.max(), latency.mean()));
  }

  private void checks(Report report) {
    Report.Counts counts = report.counts();
    String limit = Times.text(report.load().limit());
    line("");
    line("later than %-5s %,d by the events' appliedAt".formatted(limit, counts.appliedLate()));
    line(
        "evaluator says %,d alive %s after their end, %,d in the end; %,d hit while alive"
            .formatted(counts.aliveAtLimit(), limit, counts.aliveInTheEnd(), counts.liveHit()));
    line(
        "events         %,d without revoked, %,d told again, %,d collateral, %,d failed, %,d drift"
            .formatted(
                counts.neverRevoked(),
                counts.toldAgain(),
                counts.collateral(),
                counts.failures(),
                counts.repairs()));
    Report.Writes writes = report.writes();
    line(
        "IAM writes     %,d, %,d of them throttled; %.3f for each revocation (1/%.0f)"
            .formatted(
                writes.asked(),
                writes.throttled(),
                writes.perRevocation(),
                1 / writes.perRevocation()));
    line("largest policy %,d characters".formatted(writes.largest()));
    AuditTrail audit = report.audit();
    line(
        "audit trail    %s, %,d entries; revocation-applied %,d times for %,d credentials"
            .formatted(
                audit.whole() ? "whole" : "BROKEN",
                audit.entries(),
                audit.applied(),
                audit.credentials()));
    line("");
  }

  private void usage(Report report) {
    Duration time = report.load().duration();
    line("%-34s %9s %9s %9s".formatted("in the measured time", "CPU s", "of a core", "peak MB"));
    report
        .usage()
        .forEach((name, usage) ->
            line(
                "  %-32s %,9.1f %8.0f%% %,9d"
                    .formatted(
                        name,
                        usage.cpuSeconds(),
                        100 * usage.cpuSeconds() * 1000 / time.toMillis(),
                        usage.peakMegabytes())));
    line("");
  }

  private void line(String line) {
    text.append(line).append(System.lineSeparator());
  }
}
