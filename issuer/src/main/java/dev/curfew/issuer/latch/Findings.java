package dev.curfew.issuer.latch;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.UUID;

/// What the topics have told that bears on a candidate.
///
/// @param jobEnded whether its job has ended
/// @param quarantine an order that holds it, if there is one
public record Findings(boolean jobEnded, Optional<UUID> quarantine) {
  public Findings {
    requireNonNull(quarantine, "quarantine");
  }
}
