package dev.curfew.issuer.policy.opa;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/// The second gate. Without an address there is none.
@ConfigMapping(prefix = "curfew.issuer.policy.opa")
interface OpaSettings {
  /// The whole address of a package's data, such as `https://opa:8181/v1/data/curfew/issue`.
  Optional<URI> url();

  /// What is sent as a bearer token.
  Optional<String> token();

  /// How long an answer may take. Without one nothing is issued.
  @WithDefault("1s")
  @DurationMin(millis = 1)
  Duration timeout();
}
