package dev.curfew.sandbox.github.limit;

import dev.curfew.sandbox.github.wire.ErrorJson;
import dev.curfew.sandbox.http.Answer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Counts what callers ask, by the sandbox's clock. Thread-safe.
public final class RateLimiter {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int WRITE_POINTS = 5;

  private final Clock clock;
  private final Map<String, Window> hours = new HashMap<>();
  private final Map<String, Window> minutes = new HashMap<>();
  private RateLimits limits = RateLimits.none();

  public RateLimiter(Clock clock) {
    this.clock = clock;
  }

  /// Begins to count anew.
  public synchronized void become(RateLimits newLimits) {
    limits = newLimits;
    hours.clear();
    minutes.clear();
  }

  /// The refusal of a request that is above a limit.
  public synchronized Optional<Answer> refusal(String caller, String method) {
    Window hour = current(hours, caller, HOUR);
    if (limits.perHour() > 0 && hour.used >= limits.perHour()) {
      return Optional.of(refuse("API rate limit exceeded for " + caller + "."));
    }
    Window minute = current(minutes, caller, MINUTE);
    int points = method.equals("GET") ? 1 : WRITE_POINTS;
    if (limits.pointsPerMinute() > 0 && minute.used + points > limits.pointsPerMinute()) {
      long wait = Math.max(1, minute.end - clock.instant().getEpochSecond());
      return Optional.of(
          refuse(
                  "You have exceeded a secondary rate limit. Please wait a few minutes before you"
                      + " try again.")
              .with(Map.of("Retry-After", String.valueOf(wait))));
    }
    minute.used += points;
    return Optional.empty();
  }

  /// Counts an answer, and gives it the headers that tell of the count. An answer 304 is free.
  public synchronized Answer count(String caller, Answer answer) {
    if (limits.perHour() == 0) {
      return answer;
    }
    Window hour = current(hours, caller, HOUR);
    if (answer.status() != 304 && hour.used < limits.perHour()) {
      hour.used++;
    }
    return answer.with(headers(hour));
  }

  /// The headers alone, for a request that was refused.
  public synchronized Answer tell(String caller, Answer answer) {
    return limits.perHour() == 0 ? answer : answer.with(headers(current(hours, caller, HOUR)));
  }

  private Map<String, String> headers(Window hour) {
    return Map.of(
        "x-ratelimit-limit", String.valueOf(limits.perHour()),
        "x-ratelimit-remaining", String.valueOf(limits.perHour() - hour.used),
        "x-ratelimit-used", String.valueOf(hour.used),
        "x-ratelimit-reset", String.valueOf(hour.end),
        "x-ratelimit-resource", "core");
  }

  private Answer refuse(String message) {
    return new Answer(limits.status(), ErrorJson.of(limits.status(), message));
  }

  private Window current(Map<String, Window> windows, String caller, Duration length) {
    long now = clock.instant().getEpochSecond();
    Window window = windows.get(caller);
    if (window == null || window.end <= now) {
      window = new Window(now + length.toSeconds());
      windows.put(caller, window);
    }
    return window;
  }

  private static final class Window {
    final long end;
    int used;

    Window(long end) {
      this.end = end;
    }
  }
}
