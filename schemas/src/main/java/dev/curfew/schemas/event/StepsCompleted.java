package dev.curfew.schemas.event;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Steps of a job ended while the job goes on: credentials that were asked for in one of them end.
///
/// @param steps names of the steps that have ended, at least one
/// @param deliveryId `X-GitHub-Delivery` of the delivery that told it, where one did
public record StepsCompleted(
    JobIdentity job, List<String> steps, Detection detection, @Nullable String deliveryId)
    implements JobEvent {
  /// More than a job may have.
  private static final int MOST = 2000;

  public StepsCompleted {
    requireNonNull(job, "job");
    steps = List.copyOf(steps);
    if (steps.isEmpty() || steps.size() > MOST) {
      throw new IllegalArgumentException("steps are none, or more than " + MOST);
    }
    steps.forEach(step -> Require.text(step, "step"));
    requireNonNull(detection, "detection");
    Require.shortText(deliveryId, "deliveryId");
  }

  @Override
  public RunIdentity run() {
    return job.run();
  }
}
