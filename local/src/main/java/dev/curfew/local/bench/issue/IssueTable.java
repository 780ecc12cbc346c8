package dev.curfew.local.bench.issue;

import dev.curfew.local.bench.Latency;

/// A report as it is printed. ASCII only: terminals' encodings differ.
final class IssueTable {
  private final StringBuilder text = new StringBuilder();

  IssueTable(IssueReport report) {
    line(
        "requests            %,d, %,.1f/s, over %,d connections"
            .formatted(report.requests(), report.rate(), report.connections()));
    line("errors              %s".formatted(report.errors().isEmpty() ? "none" : ""));
    report.errors().forEach((kind, count) -> line("  %-28s %,d".formatted(kind, count)));
    Latency latency = report.latency();
    line(
        "answer, ms          p50 %,.1f  p90 %,.1f  p99 %,.1f  max %,.1f"
            .formatted(latency.p50(), latency.p90(), latency.p99(), latency.max()));
    line("of it, mean ms      all %,.2f".formatted(latency.mean()));
    report.stepMeansMs().forEach((step, mean) -> line("  %-17s %,.2f".formatted(step, mean)));
    line("CPU ms per request");
    report.cpuMsPerRequest().forEach((name, cpu) -> line("  %-28s %,.2f".formatted(name, cpu)));
    line("peak MB resident");
    report.usage().entrySet().stream()
        .filter(process -> process.getValue().peakMegabytes() > 0)
        .forEach(process ->
            line("  %-28s %,d".formatted(process.getKey(), process.getValue().peakMegabytes())));
    Records records = report.records();
    line(
        "records             %,d issued, %,d missing, %,d besides, %,d doubled"
            .formatted(records.issued(), records.missing(), records.besides(), records.doubled()));
    line("start to ready      %,d ms".formatted(report.startToReadyMs()));
    report.violations().forEach(violation -> line("VIOLATED: %s".formatted(violation)));
  }

  String text() {
    return text.toString();
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append(System.lineSeparator());
  }
}
