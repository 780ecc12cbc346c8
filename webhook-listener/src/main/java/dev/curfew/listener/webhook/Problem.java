package dev.curfew.listener.webhook;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/// Why a delivery is not taken, as problem+json (RFC 9457).
record Problem(HttpResponseStatus status, String detail) {
  private static final String RETRY_AFTER_SECONDS = "5";

  static final Problem TOO_LARGE =
      new Problem(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "GitHub sends no more than 25 MB");

  static final Problem NO_JSON =
      new Problem(
          HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
          "deliveries are taken as application/json: set «Content type» in the webhook's settings");

  static final Problem ENCODED =
      new Problem(
          HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Encoding is nothing of GitHub's");

  static final Problem UNSIGNED =
      new Problem(HttpResponseStatus.UNAUTHORIZED, "the delivery's signature is missing or wrong");

  static final Problem FOREIGN =
      new Problem(
          HttpResponseStatus.FORBIDDEN,
          "the delivery is not about the source whose secret signed it");

  static final Problem MALFORMED =
      new Problem(HttpResponseStatus.BAD_REQUEST, "that is no request of HTTP");

  static final Problem NAMELESS =
      new Problem(HttpResponseStatus.BAD_REQUEST, "X-GitHub-Event is missing");

  static final Problem SLOW =
      new Problem(HttpResponseStatus.REQUEST_TIMEOUT, "the body did not come in time");

  static final Problem BROKEN_OFF =
      new Problem(HttpResponseStatus.BAD_REQUEST, "the body broke off");

  static final Problem BUSY =
      new Problem(HttpResponseStatus.SERVICE_UNAVAILABLE, "try again in a moment");

  /// Ends the response.
  void answer(HttpServerResponse response) {
    response
        .setStatusCode(status.code())
        .putHeader(HttpHeaderNames.CONTENT_TYPE, "application/problem+json");
    // GitHub does not redeliver by itself, but a 5xx is what a sweep looks for.
    if (status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
      response.putHeader(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    response.end(
        new JsonObject()
            .put("status", status.code())
            .put("title", status.reasonPhrase())
            .put("detail", detail)
            .encode());
  }
}
