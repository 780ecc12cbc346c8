package dev.curfew.sandbox.github;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A webhook's receiver that keeps what it gets and answers `kept`, 202 if not told otherwise.
final class Receiver implements AutoCloseable {
  /// A body is kept as Latin-1 text, which says every byte.
  record Received(Headers headers, String body) {}

  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile int status = 202;

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            received.add(new Received(exchange.getRequestHeaders(), new String(body, ISO_8859_1)));
            exchange.sendResponseHeaders(status, 4);
            exchange.getResponseBody().write("kept".getBytes(UTF_8));
          }
        });
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks");
  }

  void answer(int newStatus) {
    status = newStatus;
  }

  /// What came of an event, in order.
  List<Received> of(String event) {
    return received.stream()
        .filter(r -> event.equals(r.headers().getFirst("X-GitHub-Event")))
        .toList();
  }

  Received only() {
    if (received.size() != 1) {
      throw new AssertionError(received.size() + " deliveries");
    }
    return received.getFirst();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
