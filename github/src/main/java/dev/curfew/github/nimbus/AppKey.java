package dev.curfew.github.nimbus;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/// The GitHub App's private key, which says who we are (docs.github.com, «Generating a JSON Web
/// Token (JWT) for a GitHub App»).
public final class AppKey {
  /// Against a clock of ours that is ahead.
  private static final Duration BACKDATED = Duration.ofSeconds(60);

  /// GitHub takes ten minutes at most, from its own clock.
  private static final Duration LIFE = Duration.ofMinutes(9);

  private final String appId;
  private final JWSSigner signer;

  private AppKey(String appId, JWSSigner signer) {
    this.appId = appId;
    this.signer = signer;
  }

  /// Stops start-up where the file is no such key.
  public static AppKey of(String appId, Path file) {
    try {
      return new AppKey(
          appId,
          new RSASSASigner(JWK.parseFromPEMEncodedObjects(Files.readString(file)).toRSAKey()));
    } catch (IOException | JOSEException e) {
      throw new IllegalStateException(
          "the private key of the GitHub App is not readable as PEM: " + file, e);
    }
  }

  /// What says so for the next minutes.
  public String token(Instant now) {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader(JWSAlgorithm.RS256),
            new JWTClaimsSet.Builder()
                .issuer(appId)
                .issueTime(Date.from(now.minus(BACKDATED)))
                .expirationTime(Date.from(now.plus(LIFE)))
                .build());
    try {
      jwt.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("the key of the GitHub App does not sign", e);
    }
    return jwt.serialize();
  }
}
