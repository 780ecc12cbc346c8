package dev.curfew.sandbox.github;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// GitHub's timestamps have whole seconds.
final class Timestamp {
  private Timestamp() {}

  static String of(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
