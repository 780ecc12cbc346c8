package dev.curfew.schemas.event;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// A job ended, whatever its conclusion.
///
/// @param conclusion GitHub's word (`success`, `failure`, `cancelled`, …); absent where it gave
///   none
/// @param commit the job's `head_sha`
/// @param deliveryId `X-GitHub-Delivery` of the delivery that told it, where one did
public record JobCompleted(
    JobIdentity job,
    @Nullable String conclusion,
    @Nullable String commit,
    Detection detection,
    @Nullable String deliveryId)
    implements JobEvent {
  public JobCompleted {
    requireNonNull(job, "job");
    requireNonNull(detection, "detection");
    Require.shortText(conclusion, "conclusion");
    Require.shortText(commit, "commit");
    Require.shortText(deliveryId, "deliveryId");
  }

  @Override
  public RunIdentity run() {
    return job.run();
  }
}
