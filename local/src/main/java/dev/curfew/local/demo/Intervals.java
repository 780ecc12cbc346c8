package dev.curfew.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// A revocation's five times and what lies between them, for people.
record Intervals(RevocationRow row) {
  /// Beyond that, a body was played again, and its `completed_at` says nothing of us.
  private static final Duration PLAUSIBLE_DELIVERY = Duration.ofMinutes(10);

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line("detected", row.detectedAt(), detection()));
    lines.add(line("received", row.receivedAt(), "webhook-listener knows"));
    lines.add(line("decided", row.decidedAt(), since(row.receivedAt(), row.decidedAt())));
    lines.add(
        line(
            "applied",
            row.appliedAt(),
            since(row.decidedAt(), row.appliedAt()) + ": IAM's answer"));
    lines.add(
        line(
            "effective",
            row.effectiveAt(),
            since(row.appliedAt(), row.effectiveAt()) + ": a probe was denied"));
    lines.add(
        "So IAM answered %s ms after the listener knew, and AWS enforced it %s ms after that."
            .formatted(millis(row.toAnswer()), millis(row.toEnforcement())));
    return lines;
  }

  private String detection() {
    Duration delivery = Duration.between(row.detectedAt(), row.receivedAt());
    return delivery.compareTo(PLAUSIBLE_DELIVERY) > 0
        ? "the body's completed_at: an old one, so count from received"
        : "the body's completed_at, in whole seconds";
  }

  private static String line(String name, Instant at, String comment) {
    return "%-9s  %-24s  %s".formatted(name, at.truncatedTo(ChronoUnit.MILLIS), comment);
  }

  private static String since(Instant from, Instant to) {
    return "+" + millis(Duration.between(from, to)) + " ms";
  }

  private static String millis(Duration duration) {
    return "%,d".formatted(duration.toMillis());
  }
}
