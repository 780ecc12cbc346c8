package dev.curfew.revoker.ledger.postgres;

import dev.curfew.revoker.ledger.Revoked;
import dev.curfew.schemas.event.CredentialRevoked;
import java.time.Instant;

/// A credential that must be dead, and how far that has come.
record DyingCredential(CredentialRow credential, RevocationRow revocation) {

  CredentialRevoked revokedAt(Instant appliedAt) {
    return new CredentialRevoked(
        credential.credentialId,
        credential.accessKeyId,
        credential.userId,
        credential.assumedArn,
        credential.job(),
        revocation.revocationCause(),
        revocation.times(appliedAt));
  }

  Revoked toldAt(Instant appliedAt) {
    return new Revoked(credential.credentialId, revocation.times(appliedAt));
  }
}
