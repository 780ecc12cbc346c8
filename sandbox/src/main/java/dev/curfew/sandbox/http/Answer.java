package dev.curfew.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A status, headers and JSON.
///
/// @param body null where there is none, as with 304
public record Answer(int status, Map<String, String> headers, @Nullable JsonNode body) {
  public Answer {
    headers = Map.copyOf(headers);
  }

  public Answer(int status, JsonNode body) {
    this(status, Map.of(), body);
  }

  public static Answer ok(JsonNode body) {
    return new Answer(200, body);
  }

  /// This answer with headers more.
  public Answer with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new Answer(status, all, body);
  }
}
