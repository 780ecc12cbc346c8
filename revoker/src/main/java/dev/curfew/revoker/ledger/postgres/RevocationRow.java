package dev.curfew.revoker.ledger.postgres;

import dev.curfew.schemas.event.RevocationCause;
import dev.curfew.schemas.event.RevocationCause.Kind;
import dev.curfew.schemas.event.RevocationTimes;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A credential that must be dead, and how far that has come.
@Entity
@Table(name = "revocation")
class RevocationRow {
  @Id
  @Column(name = "credential_id")
  UUID credentialId;

  @Column(name = "role_arn")
  String roleArn;

  String cause;

  @Column(name = "cause_event_id")
  UUID causeEventId;

  @Column(name = "detected_at")
  Instant detectedAt;

  @Column(name = "received_at")
  Instant receivedAt;

  @Column(name = "decided_at")
  Instant decidedAt;

  @Column(name = "applied_at")
  @Nullable Instant appliedAt;

  @Column(name = "effective_at")
  @Nullable Instant effectiveAt;

  /// The transaction's number; the database gives it.
  @Column(name = "recorded_in", insertable = false, updatable = false)
  @Nullable Long recordedIn;

  @SuppressWarnings("NullAway.Init") // Hibernate fills it
  protected RevocationRow() {}

  RevocationCause revocationCause() {
    Kind kind =
        Arrays.stream(Kind.values()).filter(k -> k.word().equals(cause)).findAny().orElseThrow();
    return new RevocationCause(kind, causeEventId);
  }

  RevocationTimes times(Instant appliedAt) {
    return new RevocationTimes(detectedAt, receivedAt, decidedAt, appliedAt);
  }
}
