package dev.curfew.revoker.publication.kafka;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long publication may take.
@ConfigMapping(prefix = "curfew.revoker.publication")
interface PublicationSettings {
  /// After this long without Kafka's acknowledgement the caller is told that it failed. GitHub
  /// waits 10 s for its answer.
  @WithDefault("5s")
  Duration deadline();
}
