package dev.curfew.issuer.policy.file;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/// Where the policy is.
@ConfigMapping(prefix = "curfew.issuer.policy")
interface PolicyFileSettings {
  /// The policy's file: docs/issuing.md.
  Path file();

  /// How often it is read again.
  @WithDefault("2s")
  Duration interval();
}
