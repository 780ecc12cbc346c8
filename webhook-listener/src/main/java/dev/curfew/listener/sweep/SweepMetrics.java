package dev.curfew.listener.sweep;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/// How sweeping goes.
@ApplicationScoped
class SweepMetrics {
  private final MeterRegistry registry;

  SweepMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void broughtIn() {
    registry.counter("curfew.sweep.brought.in").increment();
  }

  void finished() {
    registry.counter("curfew.sweeps", "outcome", "finished").increment();
  }

  void failed() {
    registry.counter("curfew.sweeps", "outcome", "failed").increment();
  }
}
