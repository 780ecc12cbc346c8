package dev.curfew.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;

/// A status and JSON.
public record Answer(int status, JsonNode body) {
  public static Answer ok(JsonNode body) {
    return new Answer(200, body);
  }
}
