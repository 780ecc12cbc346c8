package dev.curfew.revoker.enforcement;

import dev.curfew.revoker.ledger.Backlog;
import dev.curfew.revoker.ledger.Revoked;
import dev.curfew.schemas.event.RevocationTimes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;

/// Counts writes, and times what each achieved, from hand to hand. The times that GitHub tells are
/// in the audit trail alone: bodies have been seen to lie by years.
@ApplicationScoped
class EnforcementMetrics {
  private final Counter writes;
  private final Counter failures;
  private final Counter drifts;
  private final Timer receivedToDecided;
  private final Timer decidedToApplied;
  private final Timer receivedToApplied;
  private final AtomicReference<Backlog> backlog =
      new AtomicReference<>(new Backlog(0, 0, Duration.ZERO));

  EnforcementMetrics(MeterRegistry registry) {
    writes = registry.counter("curfew.policy.writes", "outcome", "written");
    failures = registry.counter("curfew.policy.writes", "outcome", "failed");
    drifts = registry.counter("curfew.policy.drifts");
    receivedToDecided = interval(registry, "received", "decided");
    decidedToApplied = interval(registry, "decided", "applied");
    receivedToApplied = interval(registry, "received", "applied");
    gauge(registry, "curfew.roles.dirty", "Roles to be written", Backlog::dirty);
    gauge(registry, "curfew.roles.blocked", "Roles that somebody must mend", Backlog::blocked);
    gauge(
        registry,
        "curfew.roles.oldest.dirty.seconds",
        "How long the oldest dirty role that is not blocked has waited",
        b -> b.oldest().toMillis() / 1000.0);
  }

  private static Timer interval(MeterRegistry registry, String from, String to) {
    return Timer.builder("curfew.revocation.interval")
        .description("Time between two hands that a revocation goes through")
        .tag("from", from)
        .tag("to", to)
        .publishPercentileHistogram()
        .register(registry);
  }

  private void gauge(
      MeterRegistry registry, String name, String description, ToDoubleFunction<Backlog> value) {
    Gauge.builder(name, backlog, b -> value.applyAsDouble(b.get()))
        .description(description)
        .register(registry);
  }

  void written(int calls, List<Revoked> revoked) {
    writes.increment(calls);
    for (Revoked each : revoked) {
      RevocationTimes times = each.times();
      receivedToDecided.record(Duration.between(times.receivedAt(), times.decidedAt()));
      decidedToApplied.record(Duration.between(times.decidedAt(), times.appliedAt()));
      receivedToApplied.record(times.receivedToApplied());
    }
  }

  void failed() {
    failures.increment();
  }

  void drift() {
    drifts.increment();
  }

  void backlog(Backlog now) {
    backlog.set(now);
  }
}
