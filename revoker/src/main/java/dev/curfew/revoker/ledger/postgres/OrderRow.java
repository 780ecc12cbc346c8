package dev.curfew.revoker.ledger.postgres;

import dev.curfew.schemas.event.RevocationOrdered;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// What a person ordered dead.
@Entity
@Immutable
@Table(name = "revocation_order")
class OrderRow {
  /// How far the clocks of AWS, of the issuer and of this service may be apart: a session that was
  /// issued before the order must not pass for a later one.
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(10);

  /// The far end of what an order catches. PostgreSQL's `infinity` is no `Instant`.
  private static final Instant ALWAYS = Instant.parse("2200-01-01T00:00:00Z");

  @Id
  @Column(name = "order_id")
  UUID orderId;

  @Column(name = "event_id")
  UUID eventId;

  String scope;

  @Column(name = "scope_value")
  @Nullable String scopeValue;

  @Column(name = "issued_before")
  @Nullable Instant issuedBefore;

  @Column(name = "quarantine_until")
  @Nullable Instant quarantineUntil;

  String reason;
  String person;

  @Column(name = "ordered_at")
  Instant orderedAt;

  @Column(name = "received_at")
  Instant receivedAt;

  @Column(name = "decided_at")
  Instant decidedAt;

  @Column(name = "catches_before")
  Instant catchesBefore;

  @SuppressWarnings("NullAway.Init") // Hibernate fills it
  protected OrderRow() {}

  /// Decides now.
  ///
  /// @param receivedAt when it was published
  OrderRow(UUID eventId, RevocationOrdered order, Instant receivedAt, Instant now) {
    orderId = order.orderId();
    this.eventId = eventId;
    scope = order.scope().kind().word();
    scopeValue = RoleIdentity.scopeValue(order.scope());
    issuedBefore = order.issuedBefore();
    quarantineUntil = order.quarantineUntil();
    reason = order.reason();
    person = order.person();
    orderedAt = order.orderedAt();
    this.receivedAt = receivedAt;
    decidedAt = now;
    catchesBefore = catchesBefore(order, now);
  }

  private static Instant catchesBefore(RevocationOrdered order, Instant now) {
    if (order.issuedBefore() != null) {
      return order.issuedBefore();
    }
    return switch (order.scope().kind()) {
      // These end some day: what belongs to them is never spared.
      case CREDENTIAL, ACCESS_KEY, JOB, RUN -> ALWAYS;
      case REPOSITORY,
          REPOSITORY_ID,
          ORGANISATION,
          COMMIT,
          REF,
          WORKFLOW,
          ENVIRONMENT,
          ACTOR,
          RUNNER,
          ROLE,
          ACCOUNT,
          ALL ->
          now.plus(CLOCK_SKEW);
    };
  }
}
