package dev.curfew.issuer.tls;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/// Asks clients for certificates where the settings say so.
@ApplicationScoped
class ClientCertificates implements HttpServerOptionsCustomizer {
  private final TlsSettings settings;

  ClientCertificates(TlsSettings settings) {
    this.settings = settings;
  }

  @Override
  public void customizeHttpsServer(HttpServerOptions options) {
    if (settings.clientCertificates() == TlsSettings.Rule.NONE) {
      return;
    }
    if (options.getTrustOptions() == null) {
      // The JDK's authorities would be taken, who certify anybody.
      throw new IllegalArgumentException(
          "curfew.issuer.tls.client-certificates needs quarkus.tls.trust-store.pem.certs");
    }
    options.setClientAuth(ClientAuth.REQUIRED);
  }
}
