package dev.curfew.listener.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// GitHub's signature over a delivery: `sha256=` and the lower-case hex of HMAC-SHA256 over the raw
/// body (docs.github.com, «Validating webhook deliveries»).
@ApplicationScoped
class SignatureVerifier {
  private static final String ALGORITHM = "HmacSHA256";

  private final List<SecretKeySpec> keys;

  SignatureVerifier(WebhookSettings settings) {
    keys =
        settings.secrets().stream()
            .map(secret -> new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM))
            .toList();
  }

  /// Takes the same time wherever a forged signature differs from the right one.
  boolean verifies(byte[] body, String signature) {
    byte[] given = signature.getBytes(UTF_8);
    boolean verified = false;
    for (SecretKeySpec key : keys) {
      verified |= MessageDigest.isEqual(expected(key, body), given);
    }
    return verified;
  }

  private static byte[] expected(SecretKeySpec key, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return ("sha256=" + HexFormat.of().formatHex(mac.doFinal(body))).getBytes(UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
