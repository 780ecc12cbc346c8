package dev.curfew.sandbox.github.limit;

/// How often a caller may ask.
///
/// @param perHour the primary limit, in requests; 0 is no limit
/// @param pointsPerMinute the secondary limit: a `GET` costs one point, what writes five; 0 is no
///   limit
/// @param status what a request above a limit is answered: GitHub says 403 or 429
public record RateLimits(int perHour, int pointsPerMinute, int status) {
  public RateLimits {
    if (perHour < 0 || pointsPerMinute < 0) {
      throw new IllegalArgumentException("rate limits must not be negative");
    }
    if (status != 403 && status != 429) {
      throw new IllegalArgumentException("above a rate limit GitHub answers 403 or 429");
    }
  }

  /// None, as on a GitHub Enterprise Server. Answers have no `x-ratelimit` headers then.
  public static RateLimits none() {
    return new RateLimits(0, 0, 403);
  }

  /// Those of github.com.
  public static RateLimits ofGitHubCom() {
    return new RateLimits(5_000, 900, 403);
  }
}
