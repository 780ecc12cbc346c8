package dev.curfew.revoker.ledger;

import static java.util.Objects.requireNonNull;

import dev.curfew.schemas.event.RevocationTimes;
import java.util.UUID;

/// A credential that IAM holds a deny for, and how long that took.
public record Revoked(UUID credentialId, RevocationTimes times) {
  public Revoked {
    requireNonNull(credentialId, "credentialId");
    requireNonNull(times, "times");
  }
}
