package dev.curfew.github;

import io.vertx.core.MultiMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Until when GitHub wants to be left alone (docs.github.com, «Rate limits for the REST API»). Who
/// asks on is locked out for longer.
@ApplicationScoped
class RateLimit {
  /// «Otherwise, wait for at least one minute.»
  private static final Duration AT_LEAST = Duration.ofMinutes(1);

  /// No header makes us wait longer: a proxy's would be nobody's word.
  private static final Duration AT_MOST = Duration.ofHours(1);

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
  /// @return whether it refuses for the limit's sake, and not for its own
  boolean noted(int status, MultiMap headers) {
    Instant now = clock.instant();
    boolean usedUp = "0".equals(headers.get("x-ratelimit-remaining"));
    Duration retryAfter = seconds(headers.get("retry-after"));
    boolean refused = status == 429 || (status == 403 && (usedUp || retryAfter != null));
    if (refused && retryAfter != null) {
      wait(now.plus(retryAfter), now);
    } else if (usedUp) {
      Duration reset = seconds(headers.get("x-ratelimit-reset"));
      wait(reset == null ? now.plus(AT_LEAST) : Instant.EPOCH.plus(reset), now);
    } else if (refused) {
      wait(now.plus(AT_LEAST), now);
    }
    return refused;
  }

  private void wait(Instant told, Instant now) {
    Instant latest = now.plus(AT_MOST);
    until = told.isAfter(latest) ? latest : told;
  }

  private static @Nullable Duration seconds(@Nullable String header) {
    try {
      return header == null ? null : Duration.ofSeconds(Long.parseLong(header));
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
