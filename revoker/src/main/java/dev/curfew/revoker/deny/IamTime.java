package dev.curfew.revoker.deny;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Moments as policies hold them: four-digit years and, to be short, whole seconds.
final class IamTime {
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  private IamTime() {}

  static void require(Instant value, String name) {
    if (requireNonNull(value, name).isBefore(EARLIEST)) {
      throw new IllegalArgumentException(name + " is before 2000");
    }
    requireNotLate(value, name);
  }

  static void requireNotLate(Instant value, String name) {
    if (!requireNonNull(value, name).isBefore(LATEST)) {
      throw new IllegalArgumentException(name + " is not before 2200");
    }
  }

  static Instant floor(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  static Instant ceiling(Instant time) {
    Instant floor = floor(time);
    return floor.equals(time) ? floor : floor.plusSeconds(1);
  }
}
