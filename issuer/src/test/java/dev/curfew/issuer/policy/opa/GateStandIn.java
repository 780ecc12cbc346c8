package dev.curfew.issuer.policy.opa;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A policy server that answers what it is told to, and remembers what it was asked. Without being
/// told it allows everything.
public final class GateStandIn implements AutoCloseable {
  public static final String ALLOWS = "{\"result\":{\"allow\":true}}";

  private final HttpServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final AtomicBoolean isStopped = new AtomicBoolean();
  private volatile boolean dribbles;
  private volatile int status = 200;
  private volatile @Nullable String answer = ALLOWS;
  private volatile Runnable meanwhile = () -> {};

  /// On a port that is free.
  public GateStandIn() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /// The address of a package's data.
  public URI url() {
    return URI.create(
        "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/data/curfew/issue");
  }

  /// From now on.
  ///
  /// @param body null for never
  public void answer(int newStatus, @Nullable String body) {
    status = newStatus;
    answer = body;
  }

  /// From now on blanks come, one after the other, and no end.
  public void dribble() {
    dribbles = true;
  }

  /// What happens while it thinks: it answers when that is over.
  public void meanwhile(Runnable happens) {
    ClassLoader ofTest = Thread.currentThread().getContextClassLoader();
    meanwhile =
        () -> {
          Thread.currentThread().setContextClassLoader(ofTest);
          happens.run();
        };
  }

  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    asked.add(
        new Asked(
            exchange.getRequestMethod() + " " + exchange.getRequestURI(),
            exchange.getRequestHeaders().getFirst("Authorization"),
            exchange.getRequestHeaders().getFirst("Content-Type"),
            body));
    if (dribbles) {
      exchange.sendResponseHeaders(200, 0);
      while (!isStopped.get()) {
        exchange.getResponseBody().write(' ');
        exchange.getResponseBody().flush();
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }
    meanwhile.run();
    String told = answer;
    if (told != null) {
      try (exchange) {
        byte[] bytes = told.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  @Override
  public void close() {
    isStopped.set(true);
    server.stop(0);
  }

  /// A request.
  public record Asked(
      String line, @Nullable String authorization, @Nullable String contentType, String body) {}
}
