package dev.curfew.revoker.ledger;

import static java.util.Objects.requireNonNull;

import dev.curfew.schemas.event.DriftRepaired;

/// A policy of ours that somebody else changed.
public record Drift(String policyName, DriftRepaired.Found found) {
  public Drift {
    requireNonNull(policyName, "policyName");
    requireNonNull(found, "found");
  }
}
