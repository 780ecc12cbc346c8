package dev.curfew.issuer.replay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Whether tokens need a nonce.
@ConfigMapping(prefix = "curfew.issuer")
public interface NonceSettings {
  /// What holds for tokens that have none. One that a token has is checked in any case.
  @WithDefault("accepted")
  Rule nonce();

  /// What becomes of a token without a nonce.
  enum Rule {
    /// It is refused.
    REQUIRED,
    /// It is good: replay is kept off by its `jti` alone.
    ACCEPTED
  }
}
