package dev.curfew.revoker.ledger.postgres;

import dev.curfew.revoker.deny.Session;
import java.time.Instant;
import java.util.UUID;

/// As much of a credential as planning needs: a role may have thousands.
record SessionRow(
    UUID credentialId, String userId, Instant issuedAt, Instant expiresAt, boolean dead) {
  Session session() {
    return new Session(userId, issuedAt, expiresAt, dead);
  }
}
