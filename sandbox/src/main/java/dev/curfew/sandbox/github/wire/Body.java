package dev.curfew.sandbox.github.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.sandbox.http.Refusal;
import dev.curfew.sandbox.http.Request;
import java.io.IOException;

/// Bodies of requests that are JSON objects.
public final class Body {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Body() {}

  /// The body of a request to what only a sandbox has, empty where there is no body.
  ///
  /// @throws Refusal 400, and 403 where a web page asks
  public static ObjectNode ofControl(Request request) throws IOException {
    // A page in the user's browser can post to loopback, too. It cannot leave out its origin.
    if (request.header("Origin").isPresent()) {
      throw new Refusal(403, "Not for web pages");
    }
    return object(request);
  }

  /// The body, empty where there is none.
  ///
  /// @throws Refusal 400
  public static ObjectNode object(Request request) throws IOException {
    byte[] body = request.body();
    try {
      JsonNode json = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
      if (json instanceof ObjectNode fields) {
        return fields;
      }
    } catch (JsonProcessingException e) {
      throw new Refusal(400, "Problems parsing JSON");
    }
    throw new Refusal(400, "Body should be a JSON object");
  }
}
