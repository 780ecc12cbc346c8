package dev.curfew.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/// A status and JSON.
record Answer(int status, JsonNode body) {
  static Answer ok(JsonNode body) {
    return new Answer(200, body);
  }

  static Answer error(int status, String message) {
    return new Answer(
        status,
        JsonNodeFactory.instance
            .objectNode()
            .put("message", message)
            .put("documentation_url", "https://docs.github.com/rest")
            .put("status", String.valueOf(status)));
  }
}
