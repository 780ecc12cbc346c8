package dev.curfew.issuer.issuance;

import dev.curfew.issuer.limit.Allowance;
import dev.curfew.issuer.limit.ClientAddress;
import dev.curfew.issuer.limit.LimitSettings;
import dev.curfew.issuer.token.VerifiedToken;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;

/// How often who may ask, and by which path.
@ApplicationScoped
class RequestLimits {
  private static final String FORWARDED_FOR = "X-Forwarded-For";

  /// Health and metrics. A probe that were refused would take the service down; they may come by
  /// way of an address that clients have as well.
  private static final String OPERATION = "/q/";

  private final ClientAddress addresses;
  private final Allowance ofAddress;
  private final Allowance ofRepository;

  RequestLimits(LimitSettings settings) {
    this.addresses = new ClientAddress(settings.trustedProxies().orElse(List.of()));
    this.ofAddress = Allowance.perMinute(settings.address());
    this.ofRepository = Allowance.perMinute(settings.repository());
  }

  /// Before anything else looks at a request.
  void mount(@Observes Router router) {
    router.route().order(EdgeOrder.LIMITS).handler(this::checkAddress);
  }

  private void checkAddress(RoutingContext context) {
    if (!context.normalizedPath().startsWith(OPERATION)) {
      ofAddress
          .take(client(context.request()))
          .ifPresent(wait -> {
            throw refused("its address", wait);
          });
    }
    checkPath(context);
    context.next();
  }

  /// Quarkus would find the endpoint of `/issue/../q/metrics` below `/q/`, where whoever let
  /// `/issue` through did not mean to lead.
  private static void checkPath(RoutingContext context) {
    if (!context.normalizedPath().equals(context.request().path())) {
      throw new RefusedException(Refusal.INVALID_REQUEST, "the path is not written as it is meant");
    }
  }

  /// The connection's own peer: the request's may be what Quarkus makes of a header.
  private String client(HttpServerRequest request) {
    return addresses.key(
        request.connection().remoteAddress().hostAddress(),
        request.headers().getAll(FORWARDED_FOR));
  }

  /// One request of its repository's.
  void takeOf(VerifiedToken token) {
    ofRepository
        .take(token.repositoryKey())
        .ifPresent(wait -> {
          throw refused("its repository", wait);
        });
  }

  /// One that was taken for a request that was none: its token was not fresh.
  void giveBackTo(VerifiedToken token) {
    ofRepository.giveBack(token.repositoryKey());
  }

  private static RefusedException refused(String whose, Duration wait) {
    return new RefusedException(
        Refusal.RATE_LIMITED, "more requests than %s may make".formatted(whose), wait);
  }
}
