package dev.curfew.revoker.ledger.postgres;

import dev.curfew.schemas.event.OrderLifted;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// An order that catches nothing more.
@Entity
@Immutable
@Table(name = "order_lift")
class LiftRow {
  @Id
  @Column(name = "order_id")
  UUID orderId;

  @Column(name = "event_id")
  UUID eventId;

  String reason;
  String person;

  @Column(name = "lifted_at")
  Instant liftedAt;

  @SuppressWarnings("NullAway.Init") // Hibernate fills it
  protected LiftRow() {}

  LiftRow(UUID eventId, OrderLifted lifted) {
    this.eventId = eventId;
    orderId = lifted.orderId();
    reason = lifted.reason();
    person = lifted.person();
    liftedAt = lifted.liftedAt();
  }
}
