package dev.curfew.issuer.binding;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/// Whether GitHub is asked for each job that wants credentials.
@ConfigMapping(prefix = "curfew.issuer")
interface BindingSettings {
  /// Nothing is issued on a token's word alone, unless somebody says so.
  @WithDefault("required")
  Mode jobLookup();

  /// How long all requests for one job may take together.
  @WithDefault("3s")
  @DurationMin(millis = 1)
  Duration jobLookupDeadline();

  /// What GitHub's answer is worth. A token that names no job is bound by the answer alone, and
  /// gets nothing without one, whatever is set here.
  enum Mode {
    /// Without an answer nothing is issued.
    REQUIRED,
    /// Without an answer the token's word is believed, and the event says so.
    WHEN_POSSIBLE,
    /// GitHub is not asked.
    OFF
  }
}
