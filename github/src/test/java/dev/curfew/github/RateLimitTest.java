package dev.curfew.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private final RateLimit limit = new RateLimit(Clock.fixed(NOW, ZoneOffset.UTC));

  @ParameterizedTest
  @CsvSource({
    // status, remaining, reset (seconds from now), retry-after, refused, left alone for (seconds)
    "200, 4999, 3000, , false, 0",
    "200, 0, 600, , false, 600",
    "403, 0, 600, , true, 600",
    "429, 0, 600, , true, 600",
    "403, 4999, 3000, 30, true, 30",
    "429, , , 30, true, 30",
    "429, , , , true, 60",
    "429, 0, , , true, 60",
    "429, , , 999999999, true, 3600",
    "429, , , soon, true, 60",
    "403, 4999, 3000, , false, 0",
    "404, , , , false, 0",
  })
  void gitHubIsLeftAloneForAsLongAsItSays(
      int status,
      @Nullable String remaining,
      @Nullable Long reset,
      @Nullable String retryAfter,
      boolean refused,
      long seconds) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    add(headers, "X-RateLimit-Remaining", remaining);
    add(
        headers,
        "X-RateLimit-Reset",
        reset == null ? null : Long.toString(NOW.getEpochSecond() + reset));
    add(headers, "Retry-After", retryAfter);

    assertThat(limit.noted(status, headers)).isEqualTo(refused);

    assertThat(limit.isReached()).isEqualTo(seconds > 0);
    if (seconds > 0) {
      assertThat(limit.until()).isEqualTo(NOW.plusSeconds(seconds));
    }
  }

  private static void add(MultiMap headers, String name, @Nullable String value) {
    if (value != null) {
      headers.add(name, value);
    }
  }
}
