package dev.curfew.sandbox.github.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// How GitHub proves that a delivery is its own: an HMAC over the raw body.
public final class WebhookSignature {
  private WebhookSignature() {}

  /// The value of `X-Hub-Signature-256`.
  public static String sha256(String secret, byte[] body) {
    return "sha256=" + hmac("HmacSHA256", secret, body);
  }

  /// The value of `X-Hub-Signature`, which GitHub still sends to old receivers.
  public static String sha1(String secret, byte[] body) {
    return "sha1=" + hmac("HmacSHA1", secret, body);
  }

  private static String hmac(String algorithm, String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), algorithm));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
