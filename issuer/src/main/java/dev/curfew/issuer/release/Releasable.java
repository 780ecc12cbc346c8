package dev.curfew.issuer.release;

import static java.util.Objects.requireNonNull;

import dev.curfew.schemas.event.JobIdentity;
import java.util.UUID;

/// A credential that its holder may end.
///
/// @param released whether it has been published that it was given back
public record Releasable(UUID credentialId, JobIdentity job, boolean released) {
  public Releasable {
    requireNonNull(credentialId, "credentialId");
    requireNonNull(job, "job");
  }
}
