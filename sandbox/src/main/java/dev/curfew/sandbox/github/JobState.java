package dev.curfew.sandbox.github;

import java.time.Instant;
import java.util.Set;

/// Where a job is in its life.
sealed interface JobState {
  /// As GitHub spells it in `status`.
  String status();

  record Queued() implements JobState {
    @Override
    public String status() {
      return "queued";
    }
  }

  record InProgress(Instant startedAt) implements JobState {
    @Override
    public String status() {
      return "in_progress";
    }
  }

  /// The end.
  ///
  /// @param ran whether a runner ever had it: cancelled and skipped jobs complete without
  record Completed(boolean ran, Instant startedAt, Instant completedAt, String conclusion)
      implements JobState {
    private static final Set<String> CONCLUSIONS =
        Set.of(
            "success",
            "failure",
            "skipped",
            "cancelled",
            "action_required",
            "neutral",
            "timed_out");

    public Completed {
      if (!CONCLUSIONS.contains(conclusion)) {
        throw new IllegalArgumentException("not a conclusion: " + conclusion);
      }
    }

    @Override
    public String status() {
      return "completed";
    }
  }
}
