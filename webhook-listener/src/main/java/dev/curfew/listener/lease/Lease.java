package dev.curfew.listener.lease;

import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.JobIdentity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A credential that may be alive.
///
/// @param step the step that it belongs to; null: the job
public record Lease(
    UUID credentialId,
    String accessKeyId,
    JobIdentity job,
    @Nullable String step,
    Instant issuedAt,
    Instant expiresAt) {

  static Lease of(CredentialIssued issued) {
    return new Lease(
        issued.credentialId(),
        issued.accessKeyId(),
        issued.job(),
        issued.step(),
        issued.issuedAt(),
        issued.expiresAt());
  }
}
