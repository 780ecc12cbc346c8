package dev.curfew.schemas.event;

import java.util.UUID;

/// What a person decided. Keyed by order, so that a lift follows its order.
public sealed interface OrderEvent extends CurfewEvent permits RevocationOrdered, OrderLifted {

  UUID orderId();

  @Override
  default String partitionKey() {
    return orderId().toString();
  }
}
