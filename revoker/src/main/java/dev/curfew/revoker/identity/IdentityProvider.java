package dev.curfew.revoker.identity;

import io.quarkus.oidc.Oidc;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.OidcConfig;
import io.quarkus.oidc.runtime.OidcTenantConfig.Token;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that what `quarkus.oidc.*` leaves out never lets anybody in. Without a provider,
/// nobody is anybody, and Curfew revokes all the same.
@ApplicationScoped
class IdentityProvider {
  private static final Logger LOG = LoggerFactory.getLogger(IdentityProvider.class);
  private static final String AUDIENCE = "quarkus.oidc.token.audience";
  private static final String ISSUER = "quarkus.oidc.token.issuer";

  /// Quarkus' word for a check that is not made.
  private static final String UNCHECKED = "any";

  void configure(@Observes Oidc oidc, OidcConfig config) {
    var unnamed = OidcConfig.getDefaultTenant(config);
    if (unnamed.authServerUrl().isEmpty()) {
      LOG.warn("no identity provider: all requests for orders are refused");
      oidc.create(OidcTenantConfig.builder(unnamed).disableTenant().build());
    }
    config.namedTenants().values().stream()
        .filter(provider -> provider.authServerUrl().isPresent())
        .forEach(provider -> requireChecks(provider.token()));
  }

  /// A token that the same provider minted for another service opens nothing here.
  private static void requireChecks(Token token) {
    List<String> audience = token.audience().orElse(List.of());
    if (audience.isEmpty() || audience.stream().anyMatch(IdentityProvider::checksNothing)) {
      throw new ConfigurationException(
          AUDIENCE + " must name the audience of people's tokens", Set.of(AUDIENCE));
    }
    if (token.issuer().filter(IdentityProvider::checksNothing).isPresent()) {
      throw new ConfigurationException(ISSUER + " must name one issuer", Set.of(ISSUER));
    }
  }

  private static boolean checksNothing(String value) {
    return value.isBlank() || value.equals(UNCHECKED);
  }
}
