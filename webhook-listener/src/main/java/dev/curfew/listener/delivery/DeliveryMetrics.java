package dev.curfew.listener.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/// Counts deliveries by event, outcome, and the way they came.
@ApplicationScoped
class DeliveryMetrics {
  private final MeterRegistry registry;

  DeliveryMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void accepted(Delivery delivery) {
    count(delivery, "accepted");
  }

  void ignored(Delivery delivery) {
    count(delivery, "ignored");
  }

  void unusable(Delivery delivery) {
    count(delivery, "unusable");
  }

  private void count(Delivery delivery, String outcome) {
    registry
        .counter(
            "curfew.deliveries",
            "event",
            label(delivery.event()),
            "outcome",
            outcome,
            "source",
            delivery.source().name().toLowerCase(Locale.ROOT))
        .increment();
  }

  /// The event's name is outside the signature: only known ones become labels, or a stranger could
  /// grow the registry without bound.
  private static String label(String event) {
    return DeliveryReader.mayMatter(event) ? event : "other";
  }
}
