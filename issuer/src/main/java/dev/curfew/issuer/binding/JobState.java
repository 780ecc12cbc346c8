package dev.curfew.issuer.binding;

import static java.util.Objects.requireNonNull;

/// Where a job is, as GitHub has it.
///
/// @param status as GitHub spells it: `queued`, `in_progress`, `completed` and others
public record JobState(LookedUpJob job, long runId, int runAttempt, String status) {
  public JobState {
    requireNonNull(job, "job");
    requireNonNull(status, "status");
  }

  public boolean isCompleted() {
    return status.equals("completed");
  }

  public boolean isInProgress() {
    return status.equals("in_progress");
  }
}
