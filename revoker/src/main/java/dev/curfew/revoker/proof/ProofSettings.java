package dev.curfew.revoker.proof;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Whether and how the effect of denies is measured.
@ConfigMapping(prefix = "curfew.revoker.proof")
interface ProofSettings {
  /// Off by default: it takes the right to assume every role.
  @WithDefault("false")
  boolean enabled();

  /// How often a role's denies are sampled at most: each sample takes an `AssumeRole` before the
  /// write, and probes after it.
  @WithDefault("10s")
  Duration every();

  /// The pause between two probes, which is also how exact the measured time is.
  @WithDefault("100ms")
  Duration interval();

  /// When to give up. The effect then stays unmeasured.
  @WithDefault("60s")
  Duration patience();
}
