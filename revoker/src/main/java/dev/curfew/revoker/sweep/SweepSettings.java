package dev.curfew.revoker.sweep;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When credentials are looked at for their age alone.
@ConfigMapping(prefix = "curfew.revoker.sweep")
interface SweepSettings {
  @WithDefault("10s")
  Duration interval();

  /// A credential of this age whose job nobody has seen end is overdue. The longest that a job runs
  /// on GitHub's own runners is 6 h; on one's own it may be 5 days, longer than any session.
  @WithDefault("6h")
  Duration overdueAfter();

  /// Whether what is overdue is revoked, or only reported.
  @WithDefault("false")
  boolean revokeOverdue();

  /// How long the ledger remembers what has ended. It must be longer than Kafka keeps events, or an
  /// event that is read again is applied again. The audit trail keeps everything.
  @WithDefault("30d")
  Duration retention();
}
