package dev.curfew.sandbox.idp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IdentityProviderSandboxIT {
  private static final Duration LIFE = Duration.ofMinutes(5);

  private final IdentityProviderSandbox provider = IdentityProviderSandbox.start();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void itsTokensVerifyAgainstTheKeysThatDiscoveryLeadsTo() throws Exception {
    JWTClaimsSet claims = verify(provider.token("erin", Set.of("responder", "viewer"), LIFE));

    assertThat(claims.getSubject()).isEqualTo("erin");
    assertThat(claims.getStringClaim("preferred_username")).isEqualTo("erin");
    assertThat(claims.getStringListClaim("groups")).containsExactly("responder", "viewer");
    assertThat(Duration.between(claims.getIssueTime().toInstant(), expiry(claims))).isEqualTo(LIFE);
  }

  @Test
  void anotherAudienceIsRefused() {
    String token = provider.token("erin", Set.of(), "elsewhere", LIFE);

    assertThatThrownBy(() -> verify(token)).hasMessageContaining("aud");
  }

  @Test
  void aNegativeLifeHasExpired() {
    String token = provider.token("erin", Set.of(), LIFE.negated());

    assertThatThrownBy(() -> verify(token)).hasMessageContaining("Expired");
  }

  @Test
  void anotherProvidersTokensAreRefused() {
    try (IdentityProviderSandbox other = IdentityProviderSandbox.start()) {
      String token = other.token("erin", Set.of("responder"), LIFE);

      assertThatThrownBy(() -> verify(token)).isInstanceOf(BadJOSEException.class);
    }
  }

  @Test
  void replacedKeysVerifyOldTokensNoMore() throws Exception {
    String old = provider.token("erin", Set.of(), LIFE);

    provider.replaceKeys();

    assertThatThrownBy(() -> verify(old)).isInstanceOf(BadJOSEException.class);
    assertThat(verify(provider.token("erin", Set.of(), LIFE)).getSubject()).isEqualTo("erin");
  }

  @Test
  void itKnowsNoOtherPath() throws Exception {
    HttpURLConnection reply =
        (HttpURLConnection) URI.create(provider.issuer() + "/token").toURL().openConnection();

    assertThat(reply.getResponseCode()).isEqualTo(404);
  }

  @Test
  void aTakenPortIsSaidToBeTaken() {
    assertThatThrownBy(() ->
            IdentityProviderSandbox.start(provider.issuer().getPort(), Clock.systemUTC()).close())
        .hasMessageContaining("wanted for the identity provider, is taken");
  }

  private JWTClaimsSet verify(String token) throws Exception {
    JsonNode discovery = get("/.well-known/openid-configuration");
    assertThat(discovery.required("issuer").textValue()).isEqualTo(provider.issuer().toString());
    var keys =
        JWKSourceBuilder.<SecurityContext>create(
                URI.create(discovery.required("jwks_uri").textValue()).toURL())
            .build();
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            IdentityProviderSandbox.DEFAULT_AUDIENCE,
            new JWTClaimsSet.Builder().issuer(provider.issuer().toString()).build(),
            Set.of("sub", "exp")));
    return processor.process(token, null);
  }

  private JsonNode get(String path) throws IOException {
    try (InputStream body = URI.create(provider.issuer() + path).toURL().openStream()) {
      return new ObjectMapper().readTree(body);
    }
  }

  private static Instant expiry(JWTClaimsSet claims) {
    return claims.getExpirationTime().toInstant();
  }
}
