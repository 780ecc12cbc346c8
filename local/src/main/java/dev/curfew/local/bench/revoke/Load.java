package dev.curfew.local.bench.revoke;

import java.time.Duration;

/// What is done to Curfew.
///
/// @param rate jobs that begin each second, and once the first have ended jobs that end
/// @param roles that jobs are spread over at random; spread over the accounts
/// @param jobLength evenly distributed
/// @param warmUp before the duration that is measured; at first nothing ends
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

  Duration total() {
    return warmUp.plus(duration);
  }
}
