package dev.curfew.sandbox.github.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.sandbox.github.wire.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that happened, and the body that tells of it. Its GUID is the same for all hooks and
/// all deliveries.
public final class Event {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String guid;
  private final String name;
  private final byte[] body;
  private final @Nullable String action;
  private final @Nullable Long installationId;
  private final @Nullable Long repositoryId;
  private final String repository;
  private final String account;

  private Event(String guid, String name, byte[] body, JsonNode json) {
    this.guid = guid;
    this.name = name;
    this.body = body;
    this.action = json.path("action").textValue();
    this.installationId = id(json.path("installation"));
    this.repositoryId = id(json.path("repository"));
    this.repository = json.at("/repository/full_name").asText();
    String owner = json.at("/repository/owner/login").asText();
    String installed = json.at("/installation/account/login").asText(owner);
    this.account = json.at("/organization/login").asText(installed);
  }

  /// A new event, with a GUID of its own.
  ///
  /// @param name as in `X-GitHub-Event`
  /// @param body is sent byte for byte
  /// @throws IllegalArgumentException if the body is no JSON
  public static Event of(String name, byte[] body) {
    return new Event(UUID.randomUUID().toString(), name, body.clone(), parse(body));
  }

  /// The same event as the App's hook is told of it.
  Event withInstallation(long id) {
    if (!(parse(body) instanceof ObjectNode json)) {
      throw new IllegalStateException("the body of " + this + " is no object");
    }
    json.putObject("installation")
        .put("id", id)
        .put("node_id", NodeId.of("IntegrationInstallation", id));
    try {
      return new Event(guid, name, JSON.writeValueAsBytes(json), json);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the body of " + this, e);
    }
  }

  String guid() {
    return guid;
  }

  String name() {
    return name;
  }

  byte[] body() {
    return body.clone();
  }

  JsonNode json() {
    return parse(body);
  }

  Optional<String> action() {
    return Optional.ofNullable(action);
  }

  Optional<Long> installationId() {
    return Optional.ofNullable(installationId);
  }

  Optional<Long> repositoryId() {
    return Optional.ofNullable(repositoryId);
  }

  boolean isOfRepository(String fullName) {
    return repository.equalsIgnoreCase(fullName);
  }

  boolean isOfAccount(String login) {
    return account.equalsIgnoreCase(login);
  }

  String account() {
    return account;
  }

  @Override
  public String toString() {
    return name + " " + guid;
  }

  private static @Nullable Long id(JsonNode json) {
    return json.path("id").isIntegralNumber() ? json.path("id").longValue() : null;
  }

  private static JsonNode parse(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new IllegalArgumentException("not a webhook body: it is not JSON", e);
    }
  }
}
