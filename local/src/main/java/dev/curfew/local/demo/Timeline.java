package dev.curfew.local.demo;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// Prints what happens, each line with the time of day and the time since the beginning. ASCII
/// only: terminals' encodings differ.
final class Timeline {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
  private static final String INDENT = " ".repeat(26);

  private final PrintStream out;
  private final Clock clock;
  private final Instant start;

  Timeline(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
    this.start = clock.instant();
  }

  /// Something that happened now.
  void tell(String what) {
    Instant now = clock.instant();
    double seconds = Duration.between(start, now).toMillis() / 1000.0;
    out.printf("%s %9.3f s  %s%n", TIME.format(now), seconds, what);
  }

  /// More about what was told last.
  void add(String what) {
    out.println(INDENT + what);
  }
}
