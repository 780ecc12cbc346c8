package dev.curfew.issuer.token.nimbus;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetSourceWrapper;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.RateLimitedJWKSetSource;
import com.nimbusds.jose.jwk.source.RetryingJWKSetSource;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The published keys of one token issuer.
final class IssuerKeys {
  private static final int TIMEOUT_MS = (int) Duration.ofSeconds(2).toMillis();
  private static final int LARGEST_ANSWER = 64 * 1024;

  private static final long COOL_DOWN_MS = Duration.ofSeconds(30).toMillis();

  /// How long keys are still believed when the issuer cannot be reached.
  private static final long OUTAGE_MS = Duration.ofHours(4).toMillis();

  private IssuerKeys() {}

  /// Cached; an unknown `kid` fetches them anew, at most twice in the cool-down, so that a
  /// stranger's tokens cannot make us hammer the issuer.
  ///
  /// The limit is inside of what tolerates outages, where Nimbus' builder would put it outside:
  /// then a stranger's third token would look as if the keys could not be had, though we have them.
  static JWKSource<SecurityContext> of(URI issuer) {
    return of(issuer, keys -> keys);
  }

  /// @param change for tests: what is kept for how long
  static JWKSource<SecurityContext> of(
      URI issuer, UnaryOperator<JWKSourceBuilder<SecurityContext>> change) {
    JWKSetSource<SecurityContext> fetched =
        new URLBasedJWKSetSource<>(
            url(issuer), new DefaultResourceRetriever(TIMEOUT_MS, TIMEOUT_MS, LARGEST_ANSWER));
    JWKSetSource<SecurityContext> retried = new RetryingJWKSetSource<>(fetched, null);
    return change
        .apply(
            JWKSourceBuilder.create(new CoolDown(retried))
                .rateLimited(false)
                .outageTolerant(OUTAGE_MS))
        .build();
  }

  private static URL url(URI issuer) {
    try {
      URL url = URI.create(issuer + "/.well-known/jwks").toURL();
      if (isTrustworthy(url)) {
        return url;
      }
    } catch (MalformedURLException | IllegalArgumentException e) {
      throw senseless(issuer, e);
    }
    throw senseless(issuer, null);
  }

  /// Over cleartext anybody on the way could have us believe in keys of theirs, unless the way is
  /// within this machine.
  private static boolean isTrustworthy(URL url) {
    return switch (url.getProtocol()) {
      case "https" -> !url.getHost().isEmpty();
      case "http" -> isLoopback(url.getHost());
      default -> false;
    };
  }

  /// Of addresses alone: what a name leads to is somebody else's to say.
  private static boolean isLoopback(String host) {
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// Nimbus bridges with the keys at hand only what is called unavailable.
  private static final class CoolDown extends JWKSetSourceWrapper<SecurityContext> {
    CoolDown(JWKSetSource<SecurityContext> source) {
      super(new RateLimitedJWKSetSource<>(source, COOL_DOWN_MS, null));
    }

    @Override
    public JWKSet getJWKSet(
        JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
        throws KeySourceException {
      try {
        return getSource().getJWKSet(refresh, now, context);
      } catch (RateLimitReachedException e) {
        throw new JWKSetUnavailableException("asked for a moment ago", e);
      }
    }
  }

  private static IllegalArgumentException senseless(URI issuer, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "curfew.issuer.token.issuers holds what is no HTTPS URL, nor an HTTP one of 127.0.0.1: "
            + issuer,
        cause);
  }
}
