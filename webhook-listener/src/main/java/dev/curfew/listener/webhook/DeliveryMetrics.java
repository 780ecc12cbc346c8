package dev.curfew.listener.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/// Counts deliveries by event and outcome.
@ApplicationScoped
class DeliveryMetrics {
  /// The event's name is the sender's: only known ones become labels, or a stranger could grow the
  /// registry without bound.
  private static final Set<String> KNOWN = Set.of("ping", "workflow_job", "workflow_run");

  private final MeterRegistry registry;

  DeliveryMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void accepted(String event) {
    count(label(event), "accepted");
  }

  void ignored(String event) {
    count(label(event), "ignored");
  }

  void unusable(String event) {
    count(label(event), "unusable");
  }

  void refused() {
    count("unverified", "refused");
  }

  private static String label(String event) {
    return KNOWN.contains(event) ? event : "other";
  }

  private void count(String event, String outcome) {
    registry.counter("curfew.webhook.deliveries", "event", event, "outcome", outcome).increment();
  }
}
