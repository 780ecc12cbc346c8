package dev.curfew.revoker.enforcement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// How roles are brought up to date.
@ConfigMapping(prefix = "curfew.revoker.enforcement")
interface EnforcementSettings {
  /// Roles written at the same time by this instance, over all accounts. Each holds a database
  /// connection while IAM answers.
  @WithDefault("24")
  @Min(1)
  @Max(64)
  int concurrency();

  /// The most writes to one account's IAM in a second, by this instance. IAM refuses beyond limits
  /// that it does not publish; the rate then falls by half, and recovers by and by.
  @WithDefault("15")
  @DecimalMin("0.5")
  double writesPerSecond();

  /// Writes to one account's IAM that may go at once after a pause.
  @WithDefault("10")
  @Min(1)
  int burst();

  /// How often the database is asked for dirty roles that nobody told this instance of: another
  /// instance's, a killed one's, those to be verified.
  @WithDefault("500ms")
  Duration poll();

  /// The longest wait after transient failures; it starts at 100 ms and doubles, with jitter.
  @WithDefault("5s")
  Duration longestBackOff();

  /// How long after a decision its deny should stand. What takes longer is logged and measured;
  /// nothing is given up.
  @WithDefault("5s")
  Duration deadline();
}
