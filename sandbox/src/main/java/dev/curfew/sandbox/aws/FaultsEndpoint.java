package dev.curfew.sandbox.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// `GET /_sandbox/faults` tells what is wrong with AWS, `PUT` says what is to be: what its JSON
/// does not name is healed. Takes no signature.
final class FaultsEndpoint implements HttpHandler {
  static final String PATH = "/_sandbox/faults";

  private static final int LARGEST_BODY = 16_384;

  private final Faults faults;

  FaultsEndpoint(Faults faults) {
    this.faults = faults;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestMethod()) {
        case "GET" -> answer(exchange, 200, "application/json", FaultsJson.write(faults));
        case "PUT" -> put(exchange);
        default -> refuse(exchange, 405, "GET or PUT");
      }
    }
  }

  private void put(HttpExchange exchange) throws IOException {
    Faults wanted;
    try {
      wanted = FaultsJson.read(exchange.getRequestBody().readNBytes(LARGEST_BODY));
    } catch (IllegalArgumentException e) {
      refuse(exchange, 400, String.valueOf(e.getMessage()));
      return;
    }
    faults.become(wanted);
    answer(exchange, 200, "application/json", FaultsJson.write(faults));
  }

  private static void refuse(HttpExchange exchange, int status, String why) throws IOException {
    answer(exchange, status, "text/plain;charset=utf-8", why.getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
