package dev.curfew.revoker.ledger.postgres;

import dev.curfew.revoker.deny.Session;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A credential with its revocation, where it has one.
record KnownSession(CredentialRow credential, @Nullable RevocationRow revocation) {
  /// AWS's clock is not ours.
  private static final Duration EXPIRY_DOUBT = Duration.ofMinutes(1);

  Session session() {
    return new Session(
        credential.userId, credential.issuedAt, credential.expiresAt, revocation != null);
  }

  /// Whether it must die and is not on record as denied. One that expired first died of that.
  boolean isPending(Instant now) {
    return revocation != null
        && revocation.appliedAt == null
        && credential.expiresAt.plus(EXPIRY_DOUBT).isAfter(now);
  }
}
