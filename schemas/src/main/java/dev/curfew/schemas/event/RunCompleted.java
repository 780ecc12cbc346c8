package dev.curfew.schemas.event;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// A whole run ended: every job of it, up to and including that attempt.
///
/// @param deliveryId `X-GitHub-Delivery` of the delivery that told it, where one did
public record RunCompleted(
    RunIdentity run, @Nullable String conclusion, Detection detection, @Nullable String deliveryId)
    implements JobEvent {
  public RunCompleted {
    requireNonNull(run, "run");
    requireNonNull(detection, "detection");
    Require.shortText(conclusion, "conclusion");
    Require.shortText(deliveryId, "deliveryId");
  }
}
