package dev.curfew.issuer.token.nimbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules at their edges, with the clock held. The key says nothing of its algorithm, so that it
/// is the rule that refuses, and not the key.
class IssuerProcessorTest {
  private static final String ISSUER = "https://token.actions.githubusercontent.com";
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final RSAKey KEY = key();

  @Test
  void believesAnRs256TokenForOurAudienceInItsTime() throws Exception {
    assertThat(process(JWSAlgorithm.RS256, claims -> claims).getIssuer()).isEqualTo(ISSUER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS384", "RS512", "PS256", "PS384", "PS512"})
  void believesNoOtherAlgorithmEvenOfTheRightKey(String algorithm) {
    assertThatThrownBy(() -> process(JWSAlgorithm.parse(algorithm), claims -> claims))
        .isInstanceOf(BadJOSEException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {-29, 0, 300})
  void believesATokenUntilTheLeewayAfterItsEnd(long seconds) throws Exception {
    assertThat(process(claims -> claims.expirationTime(in(seconds)))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {-31, -300, -1_000_000})
  void doesNotBelieveATokenLaterThanThat(long seconds) {
    assertRefused(claims -> claims.expirationTime(in(seconds)));
  }

  @ParameterizedTest
  @ValueSource(longs = {30, 0, -300})
  void believesATokenFromTheLeewayBeforeItsIssue(long seconds) throws Exception {
    assertThat(process(claims -> claims.issueTime(in(seconds)))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {29, 0, -300})
  void believesATokenFromTheLeewayBeforeItsBeginning(long seconds) throws Exception {
    assertThat(process(claims -> claims.notBeforeTime(in(seconds)))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 300})
  void doesNotBelieveATokenOfTheFuture(long seconds) {
    assertRefused(claims -> claims.issueTime(in(seconds)));
    assertRefused(claims -> claims.notBeforeTime(in(seconds)));
  }

  @Test
  void believesNoTokenThatLivesForLongerThanAnHour() throws Exception {
    assertThat(process(claims -> claims.expirationTime(in(3_600)))).isNotNull();

    assertRefused(claims -> claims.expirationTime(in(3_601)));
    assertRefused(claims -> claims.issueTime(in(-3_301)));
    assertRefused(claims -> claims.expirationTime(in(1_000_000_000_000L)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\n", "\u0000", "идентификатор"})
  void believesNoTokenWhoseIdIsNone(String id) {
    assertRefused(claims -> claims.jwtID(id));
    assertRefused(claims -> claims.jwtID("x".repeat(256)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss", "aud", "exp", "iat", "jti"})
  void doesNotBelieveATokenWithoutAClaimOrWithNull(String claim) {
    assertRefused(claims -> claims.claim(claim, null));
    assertRefused(claims -> claims.serializeNullClaims(true).claim(claim, null));
  }

  @Test
  void believesNoTokenThatIsForOthersToo() {
    assertRefused(claims -> claims.audience(List.of("curfew", "sts.amazonaws.com")));
    assertRefused(claims -> claims.audience(List.of("sts.amazonaws.com", "curfew")));
  }

  @Test
  void believesATokenThatHasANonceBehindOurAudience() throws Exception {
    assertThat(process(claims -> claims.audience("curfew:" + "n".repeat(43)))).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "curfew:",
        "curfew:short",
        "curfew nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn",
        "curfew2:nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn",
        "curfew:nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn:",
        "curfew:nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn\n",
        ":nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"
      })
  void believesNoTokenThatHasAnythingElseThere(String audience) {
    assertRefused(claims -> claims.audience(audience));
  }

  @Test
  void believesNoTokenWithANonceThatIsForOthersToo() {
    String ours = "curfew:" + "n".repeat(43);
    assertRefused(claims -> claims.audience(List.of(ours, "curfew")));
    assertRefused(claims -> claims.audience(List.of(ours, ours)));
  }

  @Test
  void believesNoOtherIssuersTokenUnderTheSameKey() {
    assertRefused(claims -> claims.issuer(ISSUER + "/enterprise"));
  }

  private static void assertRefused(UnaryOperator<JWTClaimsSet.Builder> change) {
    assertThatThrownBy(() -> process(change)).isInstanceOf(BadJOSEException.class);
  }

  private static JWTClaimsSet process(UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
    return process(JWSAlgorithm.RS256, change);
  }

  private static JWTClaimsSet process(
      JWSAlgorithm algorithm, UnaryOperator<JWTClaimsSet.Builder> change) throws Exception {
    JWTClaimsSet claims =
        change
            .apply(
                new JWTClaimsSet.Builder()
                    .jwtID(UUID.randomUUID().toString())
                    .issuer(ISSUER)
                    .audience("curfew")
                    .issueTime(in(0))
                    .expirationTime(in(300)))
            .build();
    SignedJWT token = new SignedJWT(new JWSHeader(algorithm), claims);
    token.sign(new RSASSASigner(KEY));
    return IssuerProcessor.of(
            ISSUER,
            new Audience("curfew"),
            new ImmutableJWKSet<>(new JWKSet(KEY.toPublicJWK())),
            Clock.fixed(NOW, ZoneOffset.UTC))
        .process(token.serialize(), null);
  }

  private static Date in(long seconds) {
    return Date.from(NOW.plusSeconds(seconds));
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
