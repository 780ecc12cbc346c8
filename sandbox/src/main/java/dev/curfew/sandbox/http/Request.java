package dev.curfew.sandbox.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A request that found its route.
///
/// @param variables what the route's pattern captured of the path
public record Request(List<String> variables, HttpExchange exchange) {
  private static final int LARGEST_BODY = 1 << 20;

  /// A variable that is a number.
  ///
  /// @throws Refusal 404 where the path has something else in an id's place
  public long id(int variable) {
    try {
      return Long.parseLong(variables.get(variable));
    } catch (NumberFormatException e) {
      throw new Refusal(404, "Not Found");
    }
  }

  /// The path with its query, undecoded.
  public URI uri() {
    return exchange.getRequestURI();
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  /// The credential of `Authorization: Bearer`, or of the `token` scheme that GitHub has besides.
  public Optional<String> bearer() {
    return header("Authorization")
        .map(value -> value.split(" ", 2))
        .filter(parts -> parts.length == 2 && !parts[1].isBlank())
        .filter(p -> p[0].equalsIgnoreCase("bearer") || p[0].equalsIgnoreCase("token"))
        .map(parts -> parts[1].strip());
  }

  public Optional<String> query(String name) {
    String query = exchange.getRequestURI().getRawQuery();
    return query == null
        ? Optional.empty()
        : Arrays.stream(query.split("&"))
            .filter(pair -> pair.startsWith(name + "="))
            .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), UTF_8))
            .findFirst();
  }

  /// The body, whole.
  ///
  /// @throws Refusal 413 above a megabyte
  public byte[] body() throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      throw new Refusal(413, "Request body is larger than " + LARGEST_BODY + " bytes");
    }
    return body;
  }
}
