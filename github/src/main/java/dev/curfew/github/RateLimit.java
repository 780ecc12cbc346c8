package dev.curfew.github;

import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Until when GitHub wants to be left alone (docs.github.com, «Rate limits for the REST API»). Who
/// asks on is locked out for longer.
@ApplicationScoped
class RateLimit {
  /// «Otherwise, wait for at least one minute.»
  private static final Duration AT_LEAST = Duration.ofMinutes(1);

  /// No header makes us wait longer: a proxy's would be nobody's word.
  private static final Duration AT_MOST = Duration.ofHours(1);

  private static final int TOO_MANY_REQUESTS = 429;
  private static final int FORBIDDEN = 403;

  /// At times the message alone tells a secondary limit from a lack of rights.
  private static final Pattern MESSAGE =
      Pattern.compile("rate limit|abuse detection", Pattern.CASE_INSENSITIVE);

  private final Clock clock;
  private volatile Instant until = Instant.MIN;

  RateLimit(Clock clock) {
    this.clock = clock;
  }

  /// When we may ask again; a time in the past where we may now.
  Instant until() {
    return until;
  }

  boolean isReached() {
    return until.isAfter(clock.instant());
  }

  /// Learns from an answer.
  ///
  /// @param message that the answer has in its body; empty where it has none
  /// @return whether it refuses for the limit's sake, and not for its own
  boolean noted(int status, MultiMap headers, String message) {
    boolean usedUp = "0".equals(headers.get("x-ratelimit-remaining"));
    String retryAfter = headers.get("retry-after");
    boolean refused =
        status == TOO_MANY_REQUESTS
            || (status == FORBIDDEN
                && (usedUp || retryAfter != null || MESSAGE.matcher(message).find()));
    Instant now = clock.instant();
    if (refused && retryAfter != null) {
      waitUntil(retryTime(retryAfter, now), now);
    } else if (usedUp) {
      waitUntil(time(headers.get("x-ratelimit-reset"), Instant.EPOCH), now);
    } else if (refused) {
      waitUntil(null, now);
    }
    return refused;
  }

  /// A wait that has been told holds, whatever shorter one is told to a request that was under way.
  ///
  /// @param told null where nothing sensible was
  private synchronized void waitUntil(@Nullable Instant told, Instant now) {
    Instant latest = now.plus(AT_MOST);
    Instant sensible = told == null || !told.isAfter(now) ? now.plus(AT_LEAST) : told;
    Instant end = sensible.isAfter(latest) ? latest : sensible;
    until = end.isAfter(until) ? end : until;
  }

  /// Seconds from now, or a date (RFC 9110, 10.2.3).
  private static @Nullable Instant retryTime(String header, Instant now) {
    Instant seconds = time(header, now);
    return seconds == null ? date(header) : seconds;
  }

  private static @Nullable Instant date(String header) {
    try {
      return ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static @Nullable Instant time(@Nullable String seconds, Instant from) {
    try {
      return seconds == null ? null : from.plusSeconds(Long.parseLong(seconds.strip()));
    } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
      return null;
    }
  }
}
