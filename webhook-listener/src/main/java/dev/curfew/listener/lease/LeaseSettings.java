package dev.curfew.listener.lease;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// When GitHub is asked for a job of which nothing was heard.
@ConfigMapping(prefix = "curfew.listener.lease")
interface LeaseSettings {
  /// How old a credential is before GitHub is asked for its job.
  @WithDefault("5m")
  Duration age();

  /// How often all such jobs are asked for.
  @WithDefault("30s")
  Duration interval();

  /// Requests at the same time.
  @WithDefault("4")
  int concurrency();
}
