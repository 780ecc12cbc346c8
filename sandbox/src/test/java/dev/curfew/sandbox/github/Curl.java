package dev.curfew.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// HTTP as an outsider speaks it.
final class Curl implements AutoCloseable {
  record Reply(int status, HttpHeaders headers, JsonNode json) {
    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    /// The URL of `rel="next"`.
    Optional<String> next() {
      Matcher link = NEXT.matcher(header("Link"));
      return link.find() ? Optional.of(link.group(1)) : Optional.empty();
    }

    String message() {
      return json.required("message").textValue();
    }
  }

  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();

  /// @param headers names and values in turn
  Reply get(String url, String... headers) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(url)).GET(), headers);
  }

  Reply post(String url, String body, String... headers) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.ofString(body)),
        headers);
  }

  Reply put(String url, String body, String... headers) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(url)).PUT(HttpRequest.BodyPublishers.ofString(body)),
        headers);
  }

  private Reply send(HttpRequest.Builder request, String... headers) throws Exception {
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Reply(answer.statusCode(), answer.headers(), JSON.readTree(answer.body()));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
