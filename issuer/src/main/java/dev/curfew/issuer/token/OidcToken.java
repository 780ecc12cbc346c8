package dev.curfew.issuer.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.curfew.schemas.Sha256;

/// A token as it was shown, not yet believed. A bearer secret: it prints its fingerprint.
///
/// @param compact the JWS in compact form
public record OidcToken(String compact) {
  public OidcToken {
    requireNonNull(compact, "compact");
  }

  /// SHA-256 of the compact form in hex: names the token without being able to use it.
  public String sha256() {
    return Sha256.hex(compact.getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return "OidcToken[sha256=" + sha256() + "]";
  }
}
