package dev.curfew.revoker.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens whose signature was found good.
class SignatureAlgorithmsTest {
  private final SignatureAlgorithms algorithms = new SignatureAlgorithms();

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "ES256"})
  void theIssuersAlgorithmsAreGoodForPeopleToo(String algorithm) {
    SecurityIdentity identity = bearerOf(algorithm);

    assertThat(augmented(identity)).isSameAs(identity);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS384", "RS512", "PS256", "ES384", "EdDSA", "HS256", "none", "rs256"})
  void noOtherIs(String algorithm) {
    assertThatThrownBy(() -> augmented(bearerOf(algorithm)))
        .isInstanceOf(AuthenticationFailedException.class);
  }

  private SecurityIdentity augmented(SecurityIdentity identity) {
    return algorithms
        .augment(identity, _ -> Uni.createFrom().item(identity))
        .await()
        .indefinitely();
  }

  private static SecurityIdentity bearerOf(String algorithm) {
    String header =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"%s\"}".formatted(algorithm).getBytes(UTF_8));
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(() -> "erin")
        .addCredential(new AccessTokenCredential(header + ".e30.c2ln"))
        .build();
  }
}
