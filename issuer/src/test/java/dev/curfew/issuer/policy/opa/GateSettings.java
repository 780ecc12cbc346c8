package dev.curfew.issuer.policy.opa;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Settings of a test.
record GateSettings(Optional<URI> url, Optional<String> token, Duration timeout)
    implements OpaSettings {
  static GateSettings of(URI url) {
    return new GateSettings(Optional.of(url), Optional.empty(), Duration.ofSeconds(10));
  }

  GateSettings withToken(String given) {
    return new GateSettings(url, Optional.of(given), timeout);
  }

  GateSettings within(Duration given) {
    return new GateSettings(url, token, given);
  }
}
