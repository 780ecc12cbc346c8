package dev.curfew.issuer.issuance;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/// Cuts connections whose requests do not come to an end. `quarkus.http.idle-timeout` alone cuts
/// who is silent, or whose head does not end: a byte of a body now and then would keep a connection
/// for ever.
@ApplicationScoped
class SlowRequests implements HttpServerOptionsCustomizer {
  @Override
  public void customizeHttpServer(HttpServerOptions options) {
    bound(options);
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    bound(options);
  }

  /// Nothing is written to a connection while a request comes in. A connection that is kept was
  /// idle for at most the half, so each request has the other half to come and be answered.
  private static void bound(HttpServerOptions options) {
    options.setWriteIdleTimeout(2 * options.getIdleTimeout());
  }
}
