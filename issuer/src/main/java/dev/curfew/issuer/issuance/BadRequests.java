package dev.curfew.issuer.issuance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/// Requests that are refused before any endpoint has them. Whoever sends them is a stranger:
/// Quarkus would give each an error in the log, with an address of the stranger's own choice.
@ApplicationScoped
class BadRequests {
  /// A body that nobody wants may still be on its way: to close at once might make the sender see a
  /// reset, and no answer.
  private static final Duration LINGER = Duration.ofSeconds(2);

  private final Problems problems;
  private final ObjectMapper json;
  private final Vertx vertx;

  BadRequests(Problems problems, ObjectMapper json, Vertx vertx) {
    this.problems = problems;
    this.json = json;
    this.vertx = vertx;
  }

  void mount(@Observes Router router) {
    router.route().order(EdgeOrder.LIMITS).failureHandler(this::failed);
  }

  private void failed(RoutingContext context) {
    HttpResponseStatus status = HttpResponseStatus.valueOf(context.statusCode());
    if (context.failure() instanceof RefusedException refused) {
      answer(context.request(), problems.problem(refused));
    } else if (status.codeClass() == HttpStatusClass.CLIENT_ERROR) {
      answer(context.request(), problem(status));
    } else if (status.codeClass() == HttpStatusClass.SUCCESS) {
      // So the body's handler says that the client has gone.
      context.request().connection().close();
    } else {
      context.next();
    }
  }

  private static HttpProblem problem(HttpResponseStatus status) {
    return HttpProblem.builder().withStatus(status.code()).withTitle(status.reasonPhrase()).build();
  }

  private void answer(HttpServerRequest request, HttpProblem problem) {
    HttpServerResponse response = request.response();
    if (!response.ended() && !response.closed()) {
      problem.getHeaders().forEach((name, value) -> response.putHeader(name, value.toString()));
      response
          .setStatusCode(problem.getStatusCode())
          .putHeader(HttpHeaders.CONTENT_TYPE, HttpProblem.MEDIA_TYPE.toString())
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
          .end(written(problem));
    }
    if (!request.isEnded()) {
      discardRest(request);
    }
  }

  private String written(HttpProblem problem) {
    try {
      return json.writeValueAsString(problem);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is ours to write can be written", e);
    }
  }

  private void discardRest(HttpServerRequest request) {
    long timer = vertx.setTimer(LINGER.toMillis(), _ -> request.connection().close());
    request.exceptionHandler(_ -> vertx.cancelTimer(timer));
    request.endHandler(_ -> vertx.cancelTimer(timer));
    request.handler(_ -> {}).resume();
  }
}
