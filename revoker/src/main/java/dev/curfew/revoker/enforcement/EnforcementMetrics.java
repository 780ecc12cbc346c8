package dev.curfew.revoker.enforcement;

import dev.curfew.revoker.ledger.Revoked;
import dev.curfew.schemas.event.RevocationTimes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/// Counts writes, and times what each achieved, from hand to hand. The times that GitHub tells are
/// in the audit trail alone: bodies have been seen to lie by years.
@ApplicationScoped
class EnforcementMetrics {
  private final Counter writes;
  private final Counter failures;
  private final Timer receivedToDecided;
  private final Timer decidedToApplied;
  private final Timer receivedToApplied;

  EnforcementMetrics(MeterRegistry registry) {
    writes = registry.counter("curfew.policy.writes", "outcome", "written");
    failures = registry.counter("curfew.policy.writes", "outcome", "failed");
    receivedToDecided = interval(registry, "received", "decided");
    decidedToApplied = interval(registry, "decided", "applied");
    receivedToApplied = interval(registry, "received", "applied");
  }

  private static Timer interval(MeterRegistry registry, String from, String to) {
    return Timer.builder("curfew.revocation.interval")
        .description("Time between two hands that a revocation goes through")
        .tag("from", from)
        .tag("to", to)
        .publishPercentileHistogram()
        .register(registry);
  }

  void written(List<Revoked> revoked) {
    writes.increment();
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
}
