package dev.curfew.issuer.policy.opa;

import dev.curfew.issuer.policy.PolicyInput;
import dev.curfew.issuer.policy.PolicyUnavailableException;
import dev.curfew.issuer.policy.SecondGate;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/// A policy server with OPA's data API (openpolicyagent.org, «REST API», «Get a Document (with
/// Input)»).
@Startup // a senseless address must stop start-up, not the first request
@ApplicationScoped
class OpaGate implements SecondGate {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final WebClient http;
  private final OpaSettings settings;
  private final Optional<URI> address;

  OpaGate(Vertx vertx, OpaSettings settings) {
    this.settings = settings;
    this.address = settings.url().map(OpaGate::checked);
    this.http =
        WebClient.create(
            vertx,
            new WebClientOptions()
                .setUserAgent("curfew")
                .setFollowRedirects(false)
                .setConnectTimeout(Math.toIntExact(settings.timeout().toMillis())));
  }

  @Override
  public boolean isConfigured() {
    return address.isPresent();
  }

  @Override
  public Uni<Opinion> ask(PolicyInput input) {
    HttpRequest<Buffer> request =
        http.postAbs(address.orElseThrow().toString())
            .timeout(settings.timeout().toMillis())
            .putHeader("Content-Type", "application/json");
    settings.token().ifPresent(request::bearerTokenAuthentication);
    return request
        .sendBuffer(Buffer.buffer(OpaQuestion.of(input)))
        .onFailure()
        .transform(e ->
            new PolicyUnavailableException("the second gate does not answer: " + e.getMessage(), e))
        .map(OpaGate::read);
  }

  private static Opinion read(HttpResponse<Buffer> response) {
    if (response.statusCode() != 200 || response.body() == null) {
      throw new PolicyUnavailableException(
          "the second gate answers with status " + response.statusCode());
    }
    return OpaAnswer.read(response.body().getBytes());
  }

  private static URI checked(URI url) {
    if (url.getHost() == null || !SCHEMES.contains(String.valueOf(url.getScheme()))) {
      throw new IllegalArgumentException("curfew.issuer.policy.opa.url is no HTTP URL: " + url);
    }
    return url;
  }

  @PreDestroy
  void close() {
    http.close();
  }
}
