package dev.curfew.sandbox.github.hook;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request to a hook's URL, and what came of it.
///
/// @param statusCode the receiver's; where there is none, what GitHub shows instead
/// @param answer null where the receiver did not answer
public record Attempt(
    Map<String, String> requestHeaders,
    Duration duration,
    String status,
    int statusCode,
    @Nullable Answered answer) {
  /// What the receiver said.
  record Answered(Map<String, String> headers, String body) {
    Answered {
      headers = Map.copyOf(headers);
    }
  }

  public Attempt {
    requestHeaders = Map.copyOf(requestHeaders);
  }

  static Attempt answered(
      Map<String, String> requestHeaders, Duration duration, int statusCode, Answered answer) {
    String status = statusCode / 100 == 2 ? "OK" : "Invalid HTTP Response: " + statusCode;
    return new Attempt(requestHeaders, duration, status, statusCode, answer);
  }

  static Attempt timedOut(Map<String, String> requestHeaders, Duration duration) {
    return new Attempt(requestHeaders, duration, "timed out", 504, null);
  }

  static Attempt unconnected(Map<String, String> requestHeaders, Duration duration) {
    return new Attempt(requestHeaders, duration, "failed to connect to host", 502, null);
  }
}
