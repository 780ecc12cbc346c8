package dev.curfew.schemas.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/// The step that asked for a credential gave it back.
///
/// @param releasedAt when the issuer was told, by its clock
public record CredentialReleased(UUID credentialId, JobIdentity job, Instant releasedAt)
    implements CredentialEvent {
  public CredentialReleased {
    requireNonNull(credentialId, "credentialId");
    requireNonNull(job, "job");
    Require.instant(releasedAt, "releasedAt");
  }

  @Override
  public RunIdentity run() {
    return job.run();
  }
}
