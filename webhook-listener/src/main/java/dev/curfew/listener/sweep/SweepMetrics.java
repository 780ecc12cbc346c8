package dev.curfew.listener.sweep;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How sweeping goes.
@ApplicationScoped
class SweepMetrics {
  private final MeterRegistry registry;
  private final Map<Hook, Long> lastFinished = new ConcurrentHashMap<>();

  SweepMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void broughtIn() {
    registry.counter("curfew.sweep.brought.in").increment();
  }

  /// From now on it is told when this hook's sweep was last finished: not at all, until it is.
  void swept(Hook hook) {
    Gauge.builder("curfew.sweep.last.finished", () -> lastFinished.get(hook))
        .tag("hook", hook.name())
        .baseUnit("seconds")
        .register(registry);
  }

  void finished(Hook hook, Instant at) {
    lastFinished.put(hook, at.getEpochSecond());
    registry.counter("curfew.sweeps", "outcome", "finished").increment();
  }

  void failed() {
    registry.counter("curfew.sweeps", "outcome", "failed").increment();
  }
}
