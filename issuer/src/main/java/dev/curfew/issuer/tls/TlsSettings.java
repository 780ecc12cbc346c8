package dev.curfew.issuer.tls;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Whether clients show certificates. The server's own is Quarkus' setting, which is no secret of
/// ours; for this one Quarkus' is fixed when it is built.
@ConfigMapping(prefix = "curfew.issuer.tls")
interface TlsSettings {
  @WithDefault("none")
  Rule clientCertificates();

  /// What becomes of clients without one. One that is shown must be good in any case.
  enum Rule {
    /// Nobody is asked.
    NONE,
    /// Who has none shakes no hands.
    REQUIRED
  }
}
