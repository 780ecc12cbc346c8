package dev.curfew.local.bench.issue;

import dev.curfew.local.InvalidInputException;
import java.time.Duration;

/// What to measure.
///
/// @param rate requests each second, which the warm-up reaches by and by
/// @param duration of what is measured
/// @param tokensPerJob how often each job asks, every time with a token of its own
/// @param nonce whether each token has one
record IssuePlan(int rate, Duration warmUp, Duration duration, int tokensPerJob, boolean nonce) {
  /// A token lives for five minutes, and some of that goes by while others are made.
  private static final Duration LONGEST = Duration.ofMinutes(3);

  /// A nonce lives for one.
  private static final Duration LONGEST_WITH_NONCE = Duration.ofSeconds(30);

  /// What the stand-in for GitHub has room for.
  private static final int MOST_JOBS = 10_000;

  IssuePlan {
    if (rate < 1 || tokensPerJob < 1 || duration.toMillis() < 1) {
      throw new InvalidInputException("rate, duration and tokens of a job are 1 at least");
    }
    Duration longest = nonce ? LONGEST_WITH_NONCE : LONGEST;
    if (duration.compareTo(longest) > 0 || warmUp.compareTo(longest) > 0) {
      throw new InvalidInputException(
          "tokens are made beforehand and would expire: at most " + longest.toSeconds() + "s");
    }
    int jobs =
        (Schedule.rising(rate, warmUp).requests() + Schedule.steady(rate, duration).requests())
            / tokensPerJob;
    if (jobs > MOST_JOBS) {
      throw new InvalidInputException(
          "%,d jobs are more than %,d: let each ask more often (--tokens-per-job)"
              .formatted(jobs, MOST_JOBS));
    }
  }

  Schedule toWarmUp() {
    return Schedule.rising(rate, warmUp);
  }

  Schedule toMeasure() {
    return Schedule.steady(rate, duration);
  }
}
