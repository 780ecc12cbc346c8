package dev.curfew.issuer.replay;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/// Good for one token, for a minute.
///
/// @param value 256 random bits in base64url: 43 characters
public record Nonce(String value, Instant expiresAt) {
  public static final Duration LIFE = Duration.ofSeconds(60);

  private static final int BYTES = 32;

  public Nonce {
    requireNonNull(value, "value");
    requireNonNull(expiresAt, "expiresAt");
  }

  /// A new one.
  public static Nonce at(Instant now, SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Nonce(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), now.plus(LIFE));
  }
}
