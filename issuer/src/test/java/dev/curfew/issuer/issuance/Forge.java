package dev.curfew.issuer.issuance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.GitHubSandbox;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Tokens of a job that are wrong in one thing, and right in all others.
final class Forge {
  private static final RSAKey STRANGER = strangersKey();

  private final GitHubSandbox github;
  private final ActionsJob job;

  Forge(GitHubSandbox github, ActionsJob job) {
    this.github = github;
    this.job = job;
  }

  String genuine() {
    return job.idToken(Surroundings.AUDIENCE);
  }

  /// GitHub's own signature over claims of which one differs.
  String claiming(String name, @Nullable Object value) {
    return github.sign(claims().serializeNullClaims(true).claim(name, value).build());
  }

  String without(String claim) {
    return github.sign(claims().claim(claim, null).build());
  }

  /// GitHub's own signature over claims whose JSON somebody has written otherwise.
  String rewritten(UnaryOperator<String> change) {
    return github.sign(change.apply(claims().build().toString()));
  }

  URI issuer() {
    return github.issuer();
  }

  String withAnothersSignature() {
    return genuine().replaceFirst("[^.]+$", genuine().replaceFirst(".*\\.", ""));
  }

  /// Times, in seconds from now.
  String claimingTime(String name, long seconds) {
    return claiming(name, Date.from(Instant.now().plusSeconds(seconds)));
  }

  String withAlgorithmNone() {
    return new PlainJWT(claims().build()).serialize();
  }

  /// A header of one's own on the genuine claims and signature.
  String withHeader(String json) {
    return genuine().replaceFirst("^[^.]+", base64(json));
  }

  String withKeyIdInUpperCase() throws JOSEException {
    return strangers(header -> header.keyID(published().getKeyID().toUpperCase(Locale.ROOT)));
  }

  /// The public key is no secret: who takes it for an HMAC key believes everybody.
  String withPublicKeyAsHmacKey(JWSAlgorithm algorithm) throws JOSEException {
    return signed(
        header(algorithm).build(), new MACSigner(published().toRSAPublicKey().getEncoded()));
  }

  String withModulusAsHmacKey() throws JOSEException {
    return macWith(published().toRSAPublicKey().getModulus().toByteArray());
  }

  String withJwkAsHmacKey() throws JOSEException {
    return macWith(published().toJSONString().getBytes(UTF_8));
  }

  String withKeyIdAsHmacKey() throws JOSEException {
    return macWith(published().getKeyID().getBytes(UTF_8));
  }

  String withPublicKeyAsHmacKey() throws JOSEException {
    return macWith(published().toRSAPublicKey().getEncoded());
  }

  String withPemOfPublicKeyAsHmacKey() throws JOSEException {
    String der =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(published().toRSAPublicKey().getEncoded());
    return macWith(
        "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
            .formatted(der)
            .getBytes(UTF_8));
  }

  String withEs256() throws JOSEException {
    return signed(
        header(JWSAlgorithm.ES256).build(),
        new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate()));
  }

  /// A stranger's signature under the published key's id.
  String strangers() throws JOSEException {
    return strangers(header -> header);
  }

  /// A stranger's signature with a header that tries to lead to the stranger's key.
  String strangers(UnaryOperator<JWSHeader.Builder> change) throws JOSEException {
    return signed(change.apply(header(JWSAlgorithm.RS256)).build(), new RSASSASigner(STRANGER));
  }

  static RSAKey strangersPublicKey() {
    return STRANGER.toPublicJWK();
  }

  private String macWith(byte[] key) throws JOSEException {
    return signed(header(JWSAlgorithm.HS256).build(), new MACSigner(key));
  }

  private JWSHeader.Builder header(JWSAlgorithm algorithm) {
    return new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT).keyID(published().getKeyID());
  }

  private String signed(JWSHeader header, JWSSigner signer) throws JOSEException {
    SignedJWT token = new SignedJWT(header, claims().build());
    token.sign(signer);
    return token.serialize();
  }

  private JWTClaimsSet.Builder claims() {
    try {
      return new JWTClaimsSet.Builder(SignedJWT.parse(genuine()).getJWTClaimsSet());
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  RSAKey published() {
    return github.publicKeys().getKeys().getFirst().toRSAKey();
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static RSAKey strangersKey() {
    try {
      return new RSAKeyGenerator(2048).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
