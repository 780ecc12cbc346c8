package dev.curfew.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.curfew.local.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A webhook body that GitHub sent once, in a file: that a job has ended.
final class Payload {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> NUMBERS =
      List.of("/workflow_job/id", "/workflow_job/run_id", "/repository/id", "/sender/id");
  private static final List<String> TEXTS =
      List.of(
          "/workflow_job/head_sha",
          "/workflow_job/conclusion",
          "/repository/full_name",
          "/repository/owner/login",
          "/sender/login");

  private final Path file;
  private final byte[] bytes;
  private final String repository;
  private final String conclusion;

  private Payload(Path file, byte[] bytes, JsonNode body) {
    this.file = file;
    this.bytes = bytes;
    this.repository = body.at("/repository/full_name").textValue();
    this.conclusion = body.at("/workflow_job/conclusion").textValue();
  }

  /// @throws InvalidInputException saying what is wrong with it
  static Payload read(Path file) {
    byte[] bytes = bytes(file);
    JsonNode body = parse(file, bytes);
    if (!body.path("workflow_job").isObject()) {
      throw invalid(file, "is not the body of a workflow_job event: it has no workflow_job");
    }
    String action = body.path("action").asText("");
    if (!action.equals("completed")) {
      throw invalid(file, "tells of a job that has not ended: its action is '" + action + "'");
    }
    NUMBERS.forEach(at -> require(file, body.at(at).canConvertToLong(), at));
    TEXTS.forEach(at -> require(file, body.at(at).isTextual(), at));
    return new Payload(file, bytes, body);
  }

  Path file() {
    return file;
  }

  /// Exactly as they are in the file.
  byte[] bytes() {
    return bytes.clone();
  }

  /// `owner/name`
  String repository() {
    return repository;
  }

  String conclusion() {
    return conclusion;
  }

  private static byte[] bytes(Path file) {
    if (!Files.isRegularFile(file)) {
      throw invalid(file, Files.exists(file) ? "is not a file" : "does not exist");
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw invalid(file, "cannot be read: " + e.getMessage());
    }
  }

  private static JsonNode parse(Path file, byte[] bytes) {
    try {
      JsonNode body = JSON.readTree(bytes);
      if (body.isObject()) {
        return body;
      }
    } catch (JsonProcessingException e) {
      throw invalid(file, "is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw invalid(file, "is not JSON in UTF-8");
    }
    throw invalid(file, "is not a JSON object");
  }

  private static void require(Path file, boolean present, String pointer) {
    if (!present) {
      throw invalid(file, "lacks " + pointer.substring(1).replace('/', '.'));
    }
  }

  private static InvalidInputException invalid(Path file, String why) {
    return new InvalidInputException("--payload: " + file + " " + why);
  }
}
