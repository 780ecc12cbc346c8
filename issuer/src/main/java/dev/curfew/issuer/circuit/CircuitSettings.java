package dev.curfew.issuer.circuit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/// What to do while the revoker says that it cannot revoke.
///
/// Public because SmallRye reads nested groups by reflection when it validates them.
@ConfigMapping(prefix = "curfew.issuer")
public interface CircuitSettings {
  @WithDefault("shorten")
  Rule whenRevocationFails();

  Circuit circuit();

  /// Its measures.
  interface Circuit {
    /// What is issued while revoking fails lives no longer than this.
    @WithDefault("120s")
    @DurationMin(seconds = 60)
    Duration leash();

    /// Once revoking has failed for so long, nothing is issued.
    @WithDefault("15m")
    @DurationMin(seconds = 0)
    Duration refuseAfter();
  }

  /// What is given up: issuing, long lives, or the certainty that ends are ends.
  enum Rule {
    /// Nothing is issued.
    REFUSE,
    /// Only for the leash, and after a while nothing.
    SHORTEN,
    /// As ever.
    CONTINUE
  }
}
