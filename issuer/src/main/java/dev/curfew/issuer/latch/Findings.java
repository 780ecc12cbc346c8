package dev.curfew.issuer.latch;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What the topics have told that bears on a candidate.
///
/// @param jobEnded whether its job has ended
/// @param quarantine an order that holds it, if there is one
/// @param revocationFailingSince since when denies of its role, or of all of its account, cannot be
///   written
public record Findings(
    boolean jobEnded, Optional<UUID> quarantine, Optional<Instant> revocationFailingSince) {
  public Findings {
    requireNonNull(quarantine, "quarantine");
    requireNonNull(revocationFailingSince, "revocationFailingSince");
  }
}
