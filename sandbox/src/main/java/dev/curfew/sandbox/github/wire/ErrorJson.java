package dev.curfew.sandbox.github.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What the REST API's errors look like.
public final class ErrorJson {
  private ErrorJson() {}

  public static ObjectNode of(int status, String message) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("message", message)
        .put("documentation_url", "https://docs.github.com/rest")
        .put("status", String.valueOf(status));
  }
}
