package dev.curfew.listener.webhook;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/// GitHub's signature over a body, checked as the bytes come: `sha256=` and the lower-case hex of
/// HMAC-SHA256 over the raw body (docs.github.com, «Validating webhook deliveries»).
final class BodySignature {
  private static final String PREFIX = "sha256=";
  private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9a-f]{64}");

  private final Mac[] macs;

  BodySignature(Mac... macs) {
    this.macs = macs;
  }

  /// The 32 bytes of a header; null where it has not exactly GitHub's form.
  static byte @Nullable [] parse(String header) {
    return FORM.matcher(header).matches()
        ? HexFormat.of().parseHex(header, PREFIX.length(), header.length())
        : null;
  }

  void update(byte[] bytes, int offset, int length) {
    for (Mac mac : macs) {
      mac.update(bytes, offset, length);
    }
  }

  /// Whether one of the secrets made it. Takes the same time wherever a forged one differs.
  boolean matches(byte[] claimed) {
    boolean right = false;
    for (Mac mac : macs) {
      right |= MessageDigest.isEqual(mac.doFinal(), claimed);
    }
    return right;
  }
}
