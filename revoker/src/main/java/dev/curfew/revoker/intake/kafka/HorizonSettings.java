package dev.curfew.revoker.intake.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How the horizon follows the present.
@ConfigMapping(prefix = "curfew.revoker.horizon")
interface HorizonSettings {
  @WithDefault("500ms")
  Duration interval();

  /// The longest from a session's issue time, by AWS's clock, to its event's acknowledgement by
  /// Kafka, by ours: the issuer's deadlines (STS and publication, 5 s each), and how far the clocks
  /// may differ. What was issued since counts as not read, and is denied name by name.
  @WithDefault("15s")
  Duration allowance();
}
