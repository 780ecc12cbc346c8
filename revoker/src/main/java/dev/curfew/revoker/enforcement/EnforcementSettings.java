package dev.curfew.revoker.enforcement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// How roles are brought up to date.
@ConfigMapping(prefix = "curfew.revoker.enforcement")
interface EnforcementSettings {
  /// Roles written at the same time by this instance. Each holds a database connection while IAM
  /// answers.
  @WithDefault("8")
  @Min(1)
  @Max(64)
  int concurrency();

  /// How often the database is asked for dirty roles that nobody told this instance of: another
  /// instance's, a killed one's, postponed ones.
  @WithDefault("500ms")
  Duration poll();

  /// The longest wait after transient failures; it starts at 100 ms and doubles, with jitter.
  @WithDefault("5s")
  Duration longestBackOff();

  /// The wait where somebody must change something first.
  @WithDefault("30s")
  Duration lastingFailure();
}
