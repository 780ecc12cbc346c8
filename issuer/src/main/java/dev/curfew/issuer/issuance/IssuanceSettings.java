package dev.curfew.issuer.issuance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/// How long credentials live.
@ConfigMapping(prefix = "curfew.issuer.duration")
interface IssuanceSettings {
  /// The least that STS knows: 900 s.
  Duration STS_MINIMUM = Duration.ofMinutes(15);

  /// The least that a leash bounds a credential to: below that a job would do little but renew.
  Duration LEAST = Duration.ofSeconds(60);

  /// What a request gets that names no duration.
  @WithDefault("900s")
  @DurationMin(seconds = 60)
  Duration standard();

  /// The most that a request may name.
  @WithDefault("3600s")
  @DurationMax(hours = 12)
  Duration maximum();
}
