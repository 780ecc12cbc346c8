package dev.curfew.issuer.token.nimbus;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whom tokens must be made for: our name alone, or our name, a colon and a nonce.
record Audience(String name) {
  private static final char SEPARATOR = ':';

  /// 256 bits in base64url.
  private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{43}");

  /// Whether a token is for us and for nobody else.
  boolean isMeantBy(List<String> audiences) {
    return audiences.size() == 1
        && (audiences.getFirst().equals(name) || nonce(audiences).isPresent());
  }

  Optional<String> nonce(List<String> audiences) {
    return audiences.stream()
        .filter(audience -> audience.startsWith(name + SEPARATOR))
        .map(audience -> audience.substring(name.length() + 1))
        .filter(nonce -> NONCE.matcher(nonce).matches())
        .findFirst();
  }

  String with(String nonce) {
    return name + SEPARATOR + nonce;
  }
}
