package dev.curfew.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A JSON server on 127.0.0.1, one virtual thread to a request.
public final class LoopbackServer implements AutoCloseable {
  static {
    // Read once by the JDK's server. Without it every small answer waits 40 ms for Nagle.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /// What a server's errors look like.
  @FunctionalInterface
  public interface ErrorBody {
    JsonNode of(int status, String message);
  }

  private static final Logger log = LoggerFactory.getLogger(LoopbackServer.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  private LoopbackServer(HttpServer server) {
    this.server = server;
  }

  /// Takes the port; nothing is answered before [#serve].
  ///
  /// @param port 0 for any that is free
  /// @param purpose what the port is wanted for
  /// @throws IllegalStateException naming the port and its purpose, if it is taken
  public static LoopbackServer bind(int port, String purpose) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
      return new LoopbackServer(HttpServer.create(address, 0));
    } catch (IOException e) {
      throw new IllegalStateException(
          "port " + port + " on 127.0.0.1, wanted for " + purpose + ", is taken", e);
    }
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public void serve(List<Route> routes, ErrorBody errors) {
    server.createContext("/", exchange -> respond(exchange, routes, errors));
    server.setExecutor(executor);
    server.start();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private static void respond(HttpExchange exchange, List<Route> routes, ErrorBody errors)
      throws IOException {
    try (exchange) {
      Answer answer = answer(exchange, routes, errors);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      JsonNode json = answer.body();
      if (json == null) {
        exchange.sendResponseHeaders(answer.status(), -1);
        return;
      }
      byte[] body = JSON.writeValueAsBytes(json);
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static Answer answer(HttpExchange exchange, List<Route> routes, ErrorBody errors)
      throws IOException {
    try {
      return route(exchange, routes);
    } catch (Refusal e) {
      return new Answer(e.status(), errors.of(e.status(), e.text()));
    } catch (RuntimeException e) {
      log.atError()
          .addKeyValue("path", exchange.getRequestURI().getPath())
          .setCause(e)
          .log("request failed");
      return new Answer(500, errors.of(500, "Server Error"));
    }
  }

  private static Answer route(HttpExchange exchange, List<Route> routes) throws IOException {
    String path = exchange.getRequestURI().getPath();
    for (Route route : routes) {
      Optional<List<String>> variables = route.match(path);
      if (variables.isPresent() && route.method().equals(exchange.getRequestMethod())) {
        return route.handler().handle(new Request(variables.get(), exchange));
      }
    }
    throw new Refusal(404, "Not Found");
  }
}
