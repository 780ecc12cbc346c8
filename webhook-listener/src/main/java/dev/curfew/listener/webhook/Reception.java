package dev.curfew.listener.webhook;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/// The body of one delivery, as it is read: bounded in size and time, and verified.
final class Reception {
  private final HttpServerRequest request;
  private final DeliveryHead head;
  private final BodySignature signature;
  private final BodyBuffer buffer;
  private final Vertx vertx;

  Reception(
      HttpServerRequest request,
      DeliveryHead head,
      BodySignature signature,
      BodyBuffer buffer,
      Vertx vertx) {
    this.request = request;
    this.head = head;
    this.signature = signature;
    this.buffer = buffer;
    this.vertx = vertx;
  }

  /// The body, once its signature is known to be right; fails with [RefusedException] otherwise. To
  /// be subscribed to where the request came, before any of the body has.
  Uni<byte[]> body(Duration timeout) {
    return Uni.createFrom().emitter(emitter -> read(emitter, timeout));
  }

  private void read(UniEmitter<? super byte[]> emitter, Duration timeout) {
    long timer =
        vertx.setTimer(timeout.toMillis(), _ -> emitter.fail(new RefusedException(Problem.SLOW)));
    emitter.onTermination(() -> vertx.cancelTimer(timer));
    request.exceptionHandler(_ -> emitter.fail(new RefusedException(Problem.BROKEN_OFF)));
    request.endHandler(_ -> {
      vertx.cancelTimer(timer);
      end(emitter);
    });
    request.handler(chunk -> add(chunk, emitter));
    if (request.headers().contains(HttpHeaderNames.EXPECT, HttpHeaderValues.CONTINUE, true)) {
      request.response().writeContinue();
    }
  }

  private void add(Buffer chunk, UniEmitter<?> emitter) {
    try {
      buffer.add(chunk, signature);
    } catch (RefusedException e) {
      emitter.fail(e);
    }
  }

  private void end(UniEmitter<? super byte[]> emitter) {
    if (signature.matches(head.signature())) {
      emitter.complete(buffer.body());
    } else {
      emitter.fail(new RefusedException(Problem.UNSIGNED));
    }
  }
}
