package dev.curfew.issuer.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.curfew.schemas.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/// What lets its holder end a credential. A bearer secret: it prints its fingerprint.
///
/// @param value 256 random bits in base64url, where it is one of ours
public record ReleaseToken(String value) {
  private static final int BYTES = 32;

  public ReleaseToken {
    requireNonNull(value, "value");
  }

  /// A new one.
  public static ReleaseToken by(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new ReleaseToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /// In hex: all that is ever stored of it.
  public String sha256() {
    return Sha256.hex(value.getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return "ReleaseToken[sha256=" + sha256() + "]";
  }
}
