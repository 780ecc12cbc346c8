package dev.curfew.schemas.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/// A person ended an order's quarantine. Sessions that it killed stay dead.
public record OrderLifted(UUID orderId, String reason, String person, Instant liftedAt)
    implements OrderEvent {
  public OrderLifted {
    requireNonNull(orderId, "orderId");
    Require.line(reason, "reason");
    Require.line(person, "person");
    Require.instant(liftedAt, "liftedAt");
  }
}
