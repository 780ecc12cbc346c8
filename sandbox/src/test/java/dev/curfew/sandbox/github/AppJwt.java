package dev.curfew.sandbox.github;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

/// What an App signs to say who it is.
final class AppJwt {
  private AppJwt() {}

  /// The value of `Authorization`, good for nine minutes.
  static String bearer(GitHubSandbox github, Clock clock) throws Exception {
    Instant now = clock.instant();
    return sign(
        github,
        String.valueOf(github.app().id()),
        now.minusSeconds(60),
        now.plus(Duration.ofMinutes(9)));
  }

  static String sign(GitHubSandbox github, String issuer, Instant issuedAt, Instant expiresAt)
      throws Exception {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .issueTime(Date.from(issuedAt))
            .expirationTime(Date.from(expiresAt))
            .build();
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims);
    token.sign(new RSASSASigner(key(github.app().privateKeyPkcs8Pem())));
    return "Bearer " + token.serialize();
  }

  private static PrivateKey key(String pem) throws Exception {
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
  }
}
