package dev.curfew.revoker.ledger.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.curfew.revoker.EventSource;
import dev.curfew.schemas.event.CurfewEvent;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.EventType;
import dev.curfew.schemas.wire.EventJson;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/// An event on its way out.
@Entity
@Immutable
@Table(name = "outbox")
class OutboxRow {
  /// Not the position: an id that the database gives makes each insert wait for its answer.
  @Id
  @Column(name = "event_id")
  UUID eventId;

  /// In the order of insertion; the database gives it.
  @Column(insertable = false, updatable = false)
  @Nullable Long position;

  @Column(name = "event_type")
  String eventType;

  @Column(name = "occurred_at")
  Instant occurredAt;

  String data;

  @SuppressWarnings("NullAway.Init") // Hibernate fills it
  protected OutboxRow() {}

  OutboxRow(CurfewEvent event, Instant occurredAt) {
    eventId = Envelope.newId();
    eventType = EventType.of(event).typeName();
    this.occurredAt = occurredAt;
    data = new String(EventJson.write(event), UTF_8);
  }

  Envelope envelope() {
    EventType type = EventType.named(eventType).orElseThrow();
    try {
      return new Envelope(
          eventId,
          EventSource.REVOKER,
          occurredAt,
          EventJson.read(data.getBytes(UTF_8), type.eventClass()));
    } catch (IOException e) {
      throw new IllegalStateException("outbox event " + eventId + " is unreadable", e);
    }
  }
}
