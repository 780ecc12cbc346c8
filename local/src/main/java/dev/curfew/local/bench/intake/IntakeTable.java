package dev.curfew.local.bench.intake;

import dev.curfew.local.bench.intake.IntakeReport.Arrival;
import dev.curfew.local.bench.intake.IntakeReport.Row;
import java.util.List;
import java.util.Optional;

/// A report as it is printed. ASCII only: terminals' encodings differ.
final class IntakeTable {
  private final StringBuilder text = new StringBuilder();

  IntakeTable(IntakeReport report) {
    line(
        "%-24s %5s %8s %8s %8s %8s %8s %7s %7s %7s %6s"
            .formatted(
                "", "conn", "per s", "p50 ms", "p99 ms", "max ms", "refused", "CPU s", "kafka",
                "load", "MB"));
    report.rows().forEach(this::row);
    line("");
    report.arrivals().forEach(this::arrival);
    report.rows().stream()
        .filter(row -> row.receiver().equals(Receiver.LISTENER))
        .forEach(row -> compare(row, report.rows()));
    line(
        "start to ready: %,d ms; bodies of %,d bytes"
            .formatted(report.startToReadyMs(), report.bodyBytes()));
    report.violations().forEach(violation -> line("VIOLATED: %s".formatted(violation)));
  }

  String text() {
    return text.toString();
  }

  private void row(Row row) {
    line(
        "%-24s %5d %,8.0f %,8.1f %,8.1f %,8.1f %,8d %,7.1f %,7.1f %,7.1f %,6d"
            .formatted(
                row.receiver(),
                row.connections(),
                row.rate(),
                row.latency().p50(),
                row.latency().p99(),
                row.latency().max(),
                row.refused(),
                row.receiverUsage().cpuSeconds(),
                row.kafkaUsage().cpuSeconds(),
                row.loadUsage().cpuSeconds(),
                row.receiverUsage().peakMegabytes()));
  }

  private void arrival(Arrival arrival) {
    line(
        "%-24s %,d accepted, %,d lost, %,d doubled"
            .formatted(arrival.receiver(), arrival.accepted(), arrival.lost(), arrival.doubled()));
  }

  private void compare(Row ours, List<Row> rows) {
    Optional<Row> peer =
        rows.stream()
            .filter(row -> row.connections() == ours.connections())
            .filter(row -> !row.receiver().equals(Receiver.LISTENER))
            .findAny();
    peer.ifPresent(other ->
        line(
            "at %d connections: %.2f times the peer's rate, %.2f times its p99"
                .formatted(
                    ours.connections(),
                    ours.rate() / other.rate(),
                    ours.latency().p99() / other.latency().p99())));
  }

  private void line(String line) {
    text.append(line).append(System.lineSeparator());
  }
}
