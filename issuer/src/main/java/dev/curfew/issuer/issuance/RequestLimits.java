package dev.curfew.issuer.issuance;

import dev.curfew.issuer.limit.Allowance;
import dev.curfew.issuer.limit.ClientAddress;
import dev.curfew.issuer.limit.LimitSettings;
import dev.curfew.issuer.token.VerifiedToken;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// How often who may ask.
@ApplicationScoped
class RequestLimits {
  private final Allowance ofAddress;
  private final Allowance ofRepository;

  RequestLimits(LimitSettings settings) {
    this.ofAddress = Allowance.perMinute(settings.address());
    this.ofRepository = Allowance.perMinute(settings.repository());
  }

  /// Before the body is read, and whatever is asked. Behind a proxy that the operator trusts the
  /// address is the client's, as the proxy says it (`quarkus.http.proxy`).
  @ServerRequestFilter(preMatching = true)
  void checkAddress(HttpServerRequest request) {
    ofAddress
        .take(ClientAddress.key(request.remoteAddress().hostAddress()))
        .ifPresent(wait -> {
          throw refused("its address", wait);
        });
  }

  /// After the token is found to be good and fresh: who replays one uses up nothing of the
  /// repository's.
  void checkRepository(VerifiedToken token) {
    ofRepository
        .take(token.repositoryKey())
        .ifPresent(wait -> {
          throw refused("its repository", wait);
        });
  }

  private static RefusedException refused(String whose, Duration wait) {
    return new RefusedException(
        Refusal.RATE_LIMITED, "more requests than %s may make".formatted(whose), wait);
  }
}
