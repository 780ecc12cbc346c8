package dev.curfew.listener.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Times as GitHub tells them (RFC 3339). They can be absent, and have been seen years off.
public final class GitHubTime {
  /// Before there was GitHub, or well after now, nothing happened.
  private static final Instant EARLIEST = Instant.parse("2008-01-01T00:00:00Z");

  private static final Duration LEAD = Duration.ofDays(1);

  private GitHubTime() {}

  /// Empty where there is none, or an impossible one: before 2008, or more than a day ahead.
  public static Optional<Instant> read(@Nullable String time, Instant now) {
    if (time == null) {
      return Optional.empty();
    }
    try {
      Instant told = OffsetDateTime.parse(time).toInstant();
      return told.isBefore(EARLIEST) || told.isAfter(now.plus(LEAD))
          ? Optional.empty()
          : Optional.of(told);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
