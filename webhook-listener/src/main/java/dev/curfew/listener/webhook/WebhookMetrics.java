package dev.curfew.listener.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/// Counts requests that were refused, by the status that they were answered.
@ApplicationScoped
class WebhookMetrics {
  private final MeterRegistry registry;

  WebhookMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void refused(Problem problem) {
    registry
        .counter("curfew.webhook.refused", "status", Integer.toString(problem.status().code()))
        .increment();
  }
}
