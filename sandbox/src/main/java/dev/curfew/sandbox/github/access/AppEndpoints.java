package dev.curfew.sandbox.github.access;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.sandbox.github.access.Permission.Level;
import dev.curfew.sandbox.github.wire.Body;
import dev.curfew.sandbox.github.wire.Link;
import dev.curfew.sandbox.github.wire.NodeId;
import dev.curfew.sandbox.github.wire.Page;
import dev.curfew.sandbox.github.wire.Timestamp;
import dev.curfew.sandbox.http.Answer;
import dev.curfew.sandbox.http.Refusal;
import dev.curfew.sandbox.http.Request;
import dev.curfew.sandbox.http.Route;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What the App asks of itself: docs.github.com/rest/apps/apps.
public final class AppEndpoints {
  private final Access access;
  private final Installations installations;
  private final URI api;

  public AppEndpoints(Access access, Installations installations, URI api) {
    this.access = access;
    this.installations = installations;
    this.api = api;
  }

  public List<Route> routes(RestApi rest) {
    return List.of(
        rest.ofApp("GET", "/app", _ -> Answer.ok(app())),
        rest.ofApp("GET", "/app/installations", this::list),
        rest.ofApp("GET", "/orgs/{}/installation", this::ofAccount),
        rest.ofApp("GET", "/repos/{}/{}/installation", this::ofAccount),
        rest.ofApp("POST", "/app/installations/{}/access_tokens", this::createToken));
  }

  private ObjectNode app() {
    App app = access.app();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", app.id());
    json.put("client_id", app.clientId());
    json.put("slug", app.slug());
    json.put("node_id", NodeId.of("Integration", app.id()));
    json.put("name", "Curfew sandbox");
    json.put("external_url", api.toString());
    json.put("html_url", "https://github.com/apps/" + app.slug());
    json.set("events", InstallationJson.events());
    json.put("installations_count", installations.all().size());
    return json;
  }

  private Answer list(Request request) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    Page<Installation> page = Page.of(installations.all(), request, new Link(api));
    page.items().forEach(i -> json.add(InstallationJson.of(i, access.app(), api)));
    return Answer.ok(json).with(page.link());
  }

  private Answer ofAccount(Request request) {
    return installations
        .of(request.variables().getFirst())
        .map(i -> Answer.ok(InstallationJson.of(i, access.app(), api)))
        .orElseThrow(() -> new Refusal(404, "Not Found"));
  }

  private Answer createToken(Request request) throws IOException {
    Installation installation =
        installations.find(request.id(0)).orElseThrow(() -> new Refusal(404, "Not Found"));
    if (installation.suspendedAt().isPresent()) {
      throw new Refusal(403, "This installation has been suspended");
    }
    Access.Token token =
        access.installationToken(installation, wanted(installation, Body.object(request)));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("token", token.text());
    json.put("expires_at", Timestamp.of(token.caller().expiresAt()));
    json.set("permissions", InstallationJson.permissions(token.caller().permissions()));
    json.put("repository_selection", "all");
    return new Answer(201, json);
  }

  /// The permissions that the token is to have: all, unless the request names fewer.
  private static Map<String, Level> wanted(Installation installation, ObjectNode body) {
    if (body.has("repositories") || body.has("repository_ids")) {
      throw new Refusal(422, "The sandbox narrows no token to single repositories");
    }
    if (!body.has("permissions")) {
      return installation.permissions();
    }
    Map<String, Level> wanted = new TreeMap<>();
    for (var field : body.get("permissions").properties()) {
      wanted.put(field.getKey(), level(field.getValue().asText()));
    }
    wanted.forEach((name, level) -> checkGranted(installation, new Permission(name, level)));
    return wanted;
  }

  private static Level level(String text) {
    return switch (text) {
      case "read" -> Level.READ;
      case "write" -> Level.WRITE;
      default -> throw new Refusal(422, "Not a level of access: " + text);
    };
  }

  private static void checkGranted(Installation installation, Permission permission) {
    if (!permission.isAmong(installation.permissions())) {
      throw new Refusal(422, "The permissions requested are not granted to this installation.");
    }
  }
}
