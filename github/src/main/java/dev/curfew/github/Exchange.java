package dev.curfew.github;

import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One request and its whole answer. Both time and length are bounded however the answer drips.
final class Exchange {
  private final Promise<Response> answered = Promise.promise();
  private final int longest;
  private Buffer body = Buffer.buffer();

  private Exchange(int longest) {
    this.longest = longest;
  }

  /// @param deadline for all of it, from now on
  /// @param longest body that is taken, in bytes
  static Uni<Response> send(
      Vertx vertx, HttpClient http, RequestOptions request, Duration deadline, int longest) {
    Exchange exchange = new Exchange(longest);
    long timer =
        vertx.setTimer(
            deadline.toMillis(),
            _ -> exchange.answered.tryFail(new TimeoutException("no answer within " + deadline)));
    exchange.answered.future().onComplete(_ -> vertx.cancelTimer(timer));
    http.request(request).onSuccess(exchange::begin).onFailure(exchange.answered::tryFail);
    return Uni.createFrom()
        .completionStage(exchange.answered.future().toCompletionStage())
        // Else requests that were given up would be sent all the same, and hold up those after
        // them.
        .onCancellation()
        .invoke(() -> exchange.answered.tryFail(new CancellationException("nobody waits for it")));
  }

  private void begin(HttpClientRequest request) {
    // Whatever else comes of it is of no use to anybody.
    answered.future().onFailure(_ -> request.reset());
    if (!answered.future().isComplete()) {
      request.send().onSuccess(this::read).onFailure(answered::tryFail);
    }
  }

  private void read(HttpClientResponse response) {
    response
        .exceptionHandler(answered::tryFail)
        .handler(this::add)
        .endHandler(_ ->
            answered.tryComplete(new Response(response.statusCode(), response.headers(), body)));
  }

  private void add(Buffer chunk) {
    if (answered.future().isComplete()) {
      return;
    }
    if (body.length() + chunk.length() > longest) {
      body = Buffer.buffer();
      answered.tryFail(
          new IllegalStateException("the answer is longer than " + longest + " bytes"));
    } else {
      body.appendBuffer(chunk);
    }
  }

  record Response(int status, MultiMap headers, Buffer body) {
    private static final int FORBIDDEN = 403;
    private static final Set<Integer> ELSEWHERE = Set.of(301, 302, 307, 308);

    /// Where else to ask; null where this is the answer.
    @Nullable String location() {
      return ELSEWHERE.contains(status) ? headers.get("Location") : null;
    }

    /// GitHub's words for why it refuses; empty where it does not, or gives none.
    String refusal() {
      return status == FORBIDDEN ? Answer.of(this).message() : "";
    }
  }
}
