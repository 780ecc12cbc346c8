package dev.curfew.github;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What GitHub answered.
///
/// @param etag to be told next time; absent where GitHub gave none
/// @param link the header `Link`, which names the next page
public record Answer(int status, Buffer body, @Nullable String etag, @Nullable String link) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;[^,]*rel=\"next\"");

  static Answer of(Exchange.Response response) {
    return new Answer(
        response.status(),
        response.body(),
        response.headers().get("ETag"),
        response.headers().get("Link"));
  }

  public boolean isUnchanged() {
    return status == 304;
  }

  public boolean isNotFound() {
    return status == 404 || status == 410;
  }

  /// Where the next page is, as GitHub says it; empty after the last.
  public Optional<String> next() {
    if (link == null) {
      return Optional.empty();
    }
    Matcher matcher = NEXT.matcher(link);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /// GitHub's words for why it refuses; empty where there are none.
  String message() {
    try {
      return json().path("message").asText();
    } catch (GitHubException e) {
      return "";
    }
  }

  public JsonNode json() {
    if (body.length() == 0) {
      throw new GitHubException("GitHub's answer is empty", status);
    }
    try {
      return JSON.readTree(body.getBytes());
    } catch (JacksonException e) {
      throw new GitHubException("GitHub's answer is not JSON", status);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory cannot fail", e);
    }
  }
}
