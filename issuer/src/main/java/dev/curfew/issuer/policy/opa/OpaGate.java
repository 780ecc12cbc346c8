package dev.curfew.issuer.policy.opa;

import dev.curfew.issuer.policy.PolicyInput;
import dev.curfew.issuer.policy.PolicyUnavailableException;
import dev.curfew.issuer.policy.SecondGate;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.core.http.HttpClient;
import io.vertx.mutiny.core.http.HttpClientRequest;
import io.vertx.mutiny.core.http.HttpClientResponse;
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

  /// Far beyond what is kept of reasons.
  private static final int LARGEST_ANSWER = 64 * 1024;

  private final HttpClient http;
  private final OpaSettings settings;
  private final Optional<URI> address;

  OpaGate(Vertx vertx, OpaSettings settings) {
    this.settings = settings;
    this.address = settings.url().map(OpaGate::checked);
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(settings.timeout().toMillis())));
  }

  @Override
  public boolean isConfigured() {
    return address.isPresent();
  }

  @Override
  public Uni<Opinion> ask(PolicyInput input) {
    Buffer question = Buffer.buffer(OpaQuestion.of(input));
    return http.request(request())
        .chain(request -> answer(request, question))
        .ifNoItem()
        .after(settings.timeout())
        .failWith(() -> unavailable("does not answer within " + settings.timeout()))
        .onFailure(e -> !(e instanceof PolicyUnavailableException))
        .transform(e ->
            new PolicyUnavailableException("the second gate does not answer: " + e.getMessage(), e))
        .map(OpaAnswer::read);
  }

  private RequestOptions request() {
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(address.orElseThrow().toString())
            .putHeader("User-Agent", "curfew")
            .putHeader("Content-Type", "application/json");
    settings.token().ifPresent(token -> request.putHeader("Authorization", "Bearer " + token));
    return request;
  }

  /// Of what is too much, or too late, the rest is not waited for.
  private static Uni<byte[]> answer(HttpClientRequest request, Buffer question) {
    return request
        .send(question)
        .chain(OpaGate::body)
        .onTermination()
        .invoke((body, failure, isCancelled) -> {
          if (failure != null || isCancelled) {
            request.reset();
          }
        });
  }

  private static Uni<byte[]> body(HttpClientResponse response) {
    if (response.statusCode() != 200) {
      throw unavailable("answers with status " + response.statusCode());
    }
    Buffer body = Buffer.buffer();
    return Uni.createFrom()
        .emitter(answer ->
            response
                .handler(part -> {
                  if (body.length() + part.length() > LARGEST_ANSWER) {
                    answer.fail(unavailable("answers with more than 64 KiB"));
                  } else {
                    body.appendBuffer(part);
                  }
                })
                .exceptionHandler(answer::fail)
                .endHandler(() -> answer.complete(body.getBytes())));
  }

  private static PolicyUnavailableException unavailable(String what) {
    return new PolicyUnavailableException("the second gate " + what);
  }

  private static URI checked(URI url) {
    if (url.getHost() == null || !SCHEMES.contains(String.valueOf(url.getScheme()))) {
      throw new IllegalArgumentException("curfew.issuer.policy.opa.url is no HTTP URL: " + url);
    }
    return url;
  }

  @PreDestroy
  void close() {
    http.closeAndForget();
  }
}
