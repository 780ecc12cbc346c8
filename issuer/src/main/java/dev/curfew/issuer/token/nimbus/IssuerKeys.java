package dev.curfew.issuer.token.nimbus;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;

/// The published keys of one token issuer.
final class IssuerKeys {
  private static final int TIMEOUT_MS = (int) Duration.ofSeconds(2).toMillis();
  private static final int LARGEST_ANSWER = 64 * 1024;

  /// How long keys are still believed when the issuer cannot be reached.
  private static final long OUTAGE_MS = Duration.ofHours(4).toMillis();

  private IssuerKeys() {}

  /// Cached; an unknown `kid` fetches them anew, at most twice in 30 s (Nimbus' rate limit), so
  /// that a stranger's tokens cannot make us hammer the issuer.
  static JWKSource<SecurityContext> of(URI issuer) {
    try {
      return JWKSourceBuilder.create(
              URI.create(issuer + "/.well-known/jwks").toURL(),
              new DefaultResourceRetriever(TIMEOUT_MS, TIMEOUT_MS, LARGEST_ANSWER))
          .retrying(true)
          .outageTolerant(OUTAGE_MS)
          .build();
    } catch (MalformedURLException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "curfew.issuer.token.issuers holds what is no URL: " + issuer, e);
    }
  }
}
