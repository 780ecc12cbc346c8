package dev.curfew.local.bench.revoke;

import java.time.Duration;

/// What is done to Curfew.
///
/// @param rate jobs that begin each second, and once the first have ended jobs that end
/// @param roles that jobs are spread over at random; spread over the accounts
/// @param jobLength evenly distributed
/// @param warmUp before the duration that is measured; in its first half the rate rises from
///   nothing, as no service meets all of GitHub in its first second
/// @param writesPerSecond of an account that IAM takes, 0 for any number
/// @param iamLatency of each call
/// @param limit within which an ended job's session must be dead
/// @param seed of all that is random
record Load(
    double rate,
    int roles,
    int accounts,
    JobLength jobLength,
    Duration warmUp,
    Duration duration,
    Ends ends,
    int writesPerSecond,
    Duration iamLatency,
    Duration limit,
    long seed) {

  /// When the job of a number begins, counted from the first of the timetable.
  Duration beginOf(long number) {
    double rise = warmUp.toNanos() / 2e9;
    double inRise = rate * rise / 2;
    double seconds =
        number < inRise ? Math.sqrt(2 * rise * number / rate) : rise / 2 + number / rate;
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  Duration total() {
    return warmUp.plus(duration);
  }
}
