package dev.curfew.sandbox.github.access;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.sandbox.github.access.Permission.Level;
import dev.curfew.sandbox.github.wire.AccountJson;
import dev.curfew.sandbox.github.wire.Timestamp;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// An installation as REST and webhooks show it.
public final class InstallationJson {
  private static final List<String> EVENTS =
      List.of("repository", "secret_scanning_alert", "workflow_job", "workflow_run");

  private InstallationJson() {}

  public static ObjectNode of(Installation installation, App app, URI api) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", installation.id());
    json.put("client_id", app.clientId());
    json.set("account", AccountJson.of(installation.account(), "Organization", api));
    json.put("repository_selection", "all");
    json.put("access_tokens_url", tokens(installation, api));
    json.put("repositories_url", api + "/installation/repositories");
    json.put("html_url", html(installation));
    json.put("app_id", app.id());
    json.put("app_slug", app.slug());
    json.put("target_id", installation.account().id());
    json.put("target_type", "Organization");
    json.set("permissions", permissions(installation.permissions()));
    json.set("events", events());
    json.put("created_at", Timestamp.of(installation.createdAt()));
    json.put("updated_at", Timestamp.of(installation.createdAt()));
    json.putNull("single_file_name");
    json.put("has_multiple_single_files", false);
    json.putArray("single_file_paths");
    json.putNull("suspended_by");
    json.putNull("suspended_at");
    installation.suspendedAt().ifPresent(at -> json.put("suspended_at", Timestamp.of(at)));
    return json;
  }

  static ObjectNode permissions(Map<String, Level> permissions) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(permissions)
        .forEach((name, level) -> json.put(name, level.name().toLowerCase(Locale.ROOT)));
    return json;
  }

  static ArrayNode events() {
    ArrayNode events = JsonNodeFactory.instance.arrayNode();
    EVENTS.forEach(events::add);
    return events;
  }

  private static String tokens(Installation installation, URI api) {
    return api + "/app/installations/" + installation.id() + "/access_tokens";
  }

  private static String html(Installation installation) {
    return "https://github.com/organizations/%s/settings/installations/%d"
        .formatted(installation.account().login(), installation.id());
  }
}
