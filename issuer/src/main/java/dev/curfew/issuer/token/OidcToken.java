package dev.curfew.issuer.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A token as it was shown, not yet believed. A bearer secret: it prints its fingerprint.
///
/// @param compact the JWS in compact form
public record OidcToken(String compact) {
  public OidcToken {
    requireNonNull(compact, "compact");
  }

  /// SHA-256 of the compact form in hex: names the token without being able to use it.
  public String sha256() {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(compact.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "OidcToken[sha256=" + sha256() + "]";
  }
}
