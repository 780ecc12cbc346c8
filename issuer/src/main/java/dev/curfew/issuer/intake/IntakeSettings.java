package dev.curfew.issuer.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/// How other services' events are read.
@ConfigMapping(prefix = "curfew.issuer.intake")
public interface IntakeSettings {
  /// How old what was read may be before nothing is issued any more. More than a killed instance's
  /// partitions take to be another's, which is some ten seconds.
  @WithDefault("30s")
  @DurationMin(seconds = 2)
  Duration staleAfter();
}
