package dev.curfew.sandbox.github.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// A GitHub App, as it is registered: its ids and its key.
public final class App {
  private static final int BITS = 2048;
  // What stands before a PKCS#1 key of 2048 bits in its PKCS#8 wrapping: RFC 5208, section 5.
  private static final int PKCS8_PREFIX = 26;

  private @Nullable RSAKey key;

  App() {}

  public long id() {
    return 1_143_301;
  }

  public String clientId() {
    return "Iv23liCurfewSandbox0";
  }

  public String slug() {
    return "curfew-sandbox";
  }

  /// The private key as GitHub hands it out: PEM, `BEGIN RSA PRIVATE KEY` (PKCS#1).
  public String privateKeyPem() {
    byte[] pkcs8 = pkcs8();
    return pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, PKCS8_PREFIX, pkcs8.length));
  }

  /// The same key as `openssl pkcs8 -topk8` writes it: PEM, `BEGIN PRIVATE KEY` (PKCS#8).
  public String privateKeyPkcs8Pem() {
    return pem("PRIVATE KEY", pkcs8());
  }

  JWSVerifier verifier() {
    try {
      return new RSASSAVerifier(key().toPublicJWK());
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot verify by the App's key", e);
    }
  }

  private byte[] pkcs8() {
    try {
      return key().toPrivateKey().getEncoded();
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot export the App's key", e);
    }
  }

  private synchronized RSAKey key() {
    RSAKey known = key;
    if (known == null) {
      known = generate();
      key = known;
    }
    return known;
  }

  private static RSAKey generate() {
    try {
      return new RSAKeyGenerator(BITS).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot generate a key", e);
    }
  }

  private static String pem(String type, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(type, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), type);
  }
}
