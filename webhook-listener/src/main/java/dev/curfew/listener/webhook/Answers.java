package dev.curfew.listener.webhook;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// What requests are answered.
@ApplicationScoped
class Answers {
  /// A body that nobody wants may still be on its way: to close at once might make the sender see a
  /// reset, and no answer.
  private static final Duration LINGER = Duration.ofSeconds(2);

  private final WebhookMetrics metrics;
  private final Vertx vertx;

  Answers(WebhookMetrics metrics, Vertx vertx) {
    this.metrics = metrics;
    this.vertx = vertx;
  }

  void accepted(HttpServerRequest request) {
    if (isOpen(request)) {
      request.response().setStatusCode(HttpResponseStatus.ACCEPTED.code()).end();
    }
  }

  void pong(HttpServerRequest request) {
    if (isOpen(request)) {
      request
          .response()
          .putHeader(HttpHeaderNames.CONTENT_TYPE, "application/json")
          .end("{\"message\":\"pong\"}");
    }
  }

  void refused(HttpServerRequest request, Problem problem) {
    metrics.refused(problem);
    if (isOpen(request)) {
      problem.answer(request.response());
    }
    if (!request.isEnded()) {
      discardRest(request);
    }
  }

  private void discardRest(HttpServerRequest request) {
    long timer = vertx.setTimer(LINGER.toMillis(), _ -> request.connection().close());
    request.exceptionHandler(_ -> vertx.cancelTimer(timer));
    request.endHandler(_ -> vertx.cancelTimer(timer));
    request.handler(_ -> {}).resume();
  }

  private static boolean isOpen(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    return !response.ended() && !response.closed();
  }
}
