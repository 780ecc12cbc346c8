package dev.curfew.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private static final String HOLDER = "the installation at octo-org";

  private final RateLimit limit = new RateLimit(Clock.fixed(NOW, ZoneOffset.UTC));

  @ParameterizedTest
  @CsvSource({
    // status, remaining, reset (s from now), retry-after, message, refused, left alone for (s)
    "200, 4999, 3000, , , false, 0",
    "200, 0, 600, , , false, 600",
    "403, 0, 600, , , true, 600",
    "429, 0, 600, , , true, 600",
    "403, 4999, 3000, 30, , true, 30",
    "429, , , 30, , true, 30",
    "429, , , , , true, 60",
    "429, 0, , , , true, 60",
    "429, , , 999999999, , true, 3600",
    "429, , , soon, , true, 60",
    "403, 4999, 3000, , , false, 0",
    "404, , , , , false, 0",
    "429, , , 'Mon, 23 Nov 2026 10:00:30 GMT', , true, 30",
    "403, , , 'Mon, 23 Nov 2026 10:00:30 GMT', , true, 30",
    "403, , , 'Mon, 23 Nov 2026 09:59:30 GMT', , true, 60",
    "403, , , -5, , true, 60",
    "403, , , 0, , true, 60",
    "429, , , 9223372036854775807, , true, 60",
    "429, , , 99999999999999999999, , true, 60",
    "429, 0, -600, , , true, 60",
    "200, 0, 9000000000000000000, , , false, 60",
    "403, , , , You have exceeded a secondary rate limit., true, 60",
    "403, , , , API rate limit exceeded for installation ID 7., true, 60",
    "403, , , , You have triggered an abuse detection mechanism., true, 60",
    "403, , , , Resource not accessible by integration, false, 0",
  })
  void gitHubIsLeftAloneForAsLongAsItSays(
      int status,
      @Nullable String remaining,
      @Nullable Long reset,
      @Nullable String retryAfter,
      @Nullable String message,
      boolean refused,
      long seconds) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    add(headers, "X-RateLimit-Remaining", remaining);
    add(
        headers,
        "X-RateLimit-Reset",
        reset == null ? null : Long.toString(NOW.getEpochSecond() + reset));
    add(headers, "Retry-After", retryAfter);

    assertThat(limit.noted(HOLDER, status, headers, message == null ? "" : message))
        .isEqualTo(refused);

    assertThat(limit.remaining(HOLDER))
        .isEqualTo(
            Optional.of(Duration.ofSeconds(seconds)).filter(Predicate.not(Duration::isZero)));
  }

  @Test
  void aShorterWaitDoesNotEndALongerOne() {
    limit.noted(HOLDER, 429, MultiMap.caseInsensitiveMultiMap().add("Retry-After", "600"), "");
    limit.noted(HOLDER, 429, MultiMap.caseInsensitiveMultiMap().add("Retry-After", "5"), "");

    assertThat(limit.remaining(HOLDER)).contains(Duration.ofMinutes(10));
  }

  @Test
  void nobodyWaitsForAnothersLimit() {
    limit.noted(HOLDER, 429, MultiMap.caseInsensitiveMultiMap().add("Retry-After", "600"), "");
    limit.noted("another", 429, MultiMap.caseInsensitiveMultiMap().add("Retry-After", "5"), "");

    assertThat(limit.remaining(HOLDER)).contains(Duration.ofMinutes(10));
    assertThat(limit.remaining("another")).contains(Duration.ofSeconds(5));
    assertThat(limit.remaining("a third")).isEmpty();
  }

  private static void add(MultiMap headers, String name, @Nullable String value) {
    if (value != null) {
      headers.add(name, value);
    }
  }
}
