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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Until when GitHub wants to be left alone, and by whom (docs.github.com, «Rate limits for the
/// REST API»). Who asks on is locked out for longer; whoever else asks is not concerned.
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

  /// By holder, and none that is over for long.
  private final Map<String, Instant> ends = new ConcurrentHashMap<>();

  RateLimit(Clock clock) {
    this.clock = clock;
  }

  /// How long it is until this one may ask again; empty where it may now.
  Optional<Duration> remaining(String holder) {
    Instant now = clock.instant();
    return Optional.ofNullable(ends.get(holder))
        .filter(end -> end.isAfter(now))
        .map(end -> Duration.between(now, end));
  }

  /// Learns from an answer.
  ///
  /// @param message that the answer has in its body; empty where it has none
  /// @return whether it refuses for the limit's sake, and not for its own
  boolean noted(String holder, int status, MultiMap headers, String message) {
    boolean usedUp = "0".equals(headers.get("x-ratelimit-remaining"));
    String retryAfter = headers.get("retry-after");
    boolean refused =
        status == TOO_MANY_REQUESTS
            || (status == FORBIDDEN
                && (usedUp || retryAfter != null || MESSAGE.matcher(message).find()));
    Instant now = clock.instant();
    if (refused && retryAfter != null) {
      hold(holder, retryTime(retryAfter, now), now);
    } else if (usedUp) {
      hold(holder, time(headers.get("x-ratelimit-reset"), Instant.EPOCH), now);
    } else if (refused) {
      hold(holder, null, now);
    }
    return refused;
  }

  /// A wait that has been told holds, whatever shorter one is told to a request that was under way.
  ///
  /// @param told null where nothing sensible was
  private void hold(String holder, @Nullable Instant told, Instant now) {
    Instant latest = now.plus(AT_MOST);
    Instant sensible = told == null || !told.isAfter(now) ? now.plus(AT_LEAST) : told;
    Instant end = sensible.isAfter(latest) ? latest : sensible;
    ends.values().removeIf(past -> !past.isAfter(now));
    ends.merge(holder, end, (one, other) -> one.isAfter(other) ? one : other);
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
