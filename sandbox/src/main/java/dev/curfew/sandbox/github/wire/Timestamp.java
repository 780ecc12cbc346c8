package dev.curfew.sandbox.github.wire;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// GitHub's timestamps have whole seconds.
public final class Timestamp {
  private Timestamp() {}

  public static String of(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
