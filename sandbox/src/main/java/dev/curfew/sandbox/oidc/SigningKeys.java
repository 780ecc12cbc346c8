package dev.curfew.sandbox.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;

/// A token issuer's RSA keys: the newest signs, all are published.
public final class SigningKeys {
  private static final int BITS = 2048;

  private final Deque<RSAKey> newestFirst = new ArrayDeque<>(List.of(generate()));

  public synchronized void rotate() {
    newestFirst.addFirst(generate());
  }

  /// Stops publishing all keys but the newest.
  public synchronized void retire() {
    RSAKey newest = newestFirst.getFirst();
    newestFirst.clear();
    newestFirst.add(newest);
  }

  public synchronized JWKSet published() {
    return new JWKSet(List.copyOf(newestFirst)).toPublicJWKSet();
  }

  public String sign(JWTClaimsSet claims) {
    return sign(claims.toPayload().toString());
  }

  /// Signs whatever text it is.
  public String sign(String payload) {
    RSAKey key = newest();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .type(JOSEObjectType.JWT)
            .keyID(key.getKeyID())
            .build();
    JWSObject token = new JWSObject(header, new Payload(payload));
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot sign a token", e);
    }
    return token.serialize();
  }

  private synchronized RSAKey newest() {
    return newestFirst.getFirst();
  }

  private static RSAKey generate() {
    try {
      return new RSAKeyGenerator(BITS)
          .algorithm(JWSAlgorithm.RS256)
          .keyUse(KeyUse.SIGNATURE)
          .keyID(UUID.randomUUID().toString())
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot generate a key", e);
    }
  }
}
