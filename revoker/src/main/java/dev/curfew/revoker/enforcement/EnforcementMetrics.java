package dev.curfew.revoker.enforcement;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/// Counts writes, and what each achieved.
@ApplicationScoped
class EnforcementMetrics {
  private final Counter writes;
  private final Counter failures;
  private final Counter revocations;

  EnforcementMetrics(MeterRegistry registry) {
    writes = registry.counter("curfew.policy.writes", "outcome", "written");
    failures = registry.counter("curfew.policy.writes", "outcome", "failed");
    revocations = registry.counter("curfew.revocations");
  }

  void written(int revoked) {
    writes.increment();
    revocations.increment(revoked);
  }

  void failed() {
    failures.increment();
  }
}
