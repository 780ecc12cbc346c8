package dev.curfew.revoker.identity;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/// Lets in what the issuer lets in: RS256 and ES256. Quarkus knows to allow either one algorithm or
/// every asymmetric one.
@ApplicationScoped
class SignatureAlgorithms implements SecurityIdentityAugmentor {
  private static final Set<String> ALLOWED = Set.of("RS256", "ES256");

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    AccessTokenCredential token = identity.getCredential(AccessTokenCredential.class);
    return token == null
            || ALLOWED.contains(OidcUtils.decodeJwtHeaders(token.getToken()).getString("alg"))
        ? Uni.createFrom().item(identity)
        : Uni.createFrom().failure(new AuthenticationFailedException());
  }
}
