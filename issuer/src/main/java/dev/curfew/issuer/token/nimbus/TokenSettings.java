package dev.curfew.issuer.token.nimbus;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.util.List;

/// Whose tokens are believed.
@ConfigMapping(prefix = "curfew.issuer.token")
interface TokenSettings {
  /// Exact `iss` values, such as `https://token.actions.githubusercontent.com`. Keys are fetched
  /// from `/.well-known/jwks` below each, which is where GitHub has them on all its platforms;
  /// without TLS from a loopback address alone.
  @NotEmpty
  List<URI> issuers();

  /// The one `aud` that a token must be made for; a nonce may follow it, after a colon.
  @NotBlank
  String audience();
}
