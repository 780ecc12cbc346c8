package dev.curfew.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExchangeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LONGEST = 1024;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient one = vertx.createHttpClient(new HttpClientOptions().setMaxPoolSize(1));
  private final BlockingQueue<HttpServerRequest> arrived = new LinkedBlockingQueue<>();
  private int port;

  @BeforeEach
  void listen() {
    HttpServer server = vertx.createHttpServer().requestHandler(arrived::add);
    port =
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join().actualPort();
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /// There is one connection, so they go one after the other.
  @Test
  void whatNobodyWaitsForAnyMoreIsNotSent() throws InterruptedException {
    ask("/first");
    HttpServerRequest first = next();
    Cancellable given = ask("/given-up");
    ask("/last");

    given.cancel();
    var _ = first.response().end();

    assertThat(next().path()).isEqualTo("/last");
  }

  private HttpServerRequest next() throws InterruptedException {
    HttpServerRequest request = arrived.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    return request;
  }

  private Cancellable ask(String path) {
    Uni<Exchange.Response> asked =
        Exchange.send(
            vertx,
            one,
            new RequestOptions().setHost("127.0.0.1").setPort(port).setURI(path),
            PATIENCE,
            LONGEST);
    return asked.subscribe().with(_ -> {}, _ -> {});
  }
}
