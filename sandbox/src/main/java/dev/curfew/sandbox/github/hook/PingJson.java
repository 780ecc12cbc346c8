package dev.curfew.sandbox.github.hook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.sandbox.github.Account;
import dev.curfew.sandbox.github.wire.AccountJson;
import java.net.URI;

/// The body of the `ping` event, by which GitHub tries a hook.
final class PingJson {
  private PingJson() {}

  static ObjectNode of(Hook hook, Account sender, URI api) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("zen", "Anything added dilutes everything else.");
    body.put("hook_id", hook.id());
    body.set("hook", json(hook));
    if (hook.owner() instanceof HookOwner.Organization of) {
      body.set("organization", AccountJson.organization(of.account(), api));
    }
    body.set("sender", AccountJson.of(sender, "User", api));
    return body;
  }

  private static ObjectNode json(Hook hook) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", type(hook.owner()));
    json.put("id", hook.id());
    json.put("name", "web");
    json.put("active", true);
    json.putArray("events").add("*");
    json.putObject("config")
        .put("content_type", "json")
        .put("insecure_ssl", "0")
        .put("secret", "********")
        .put("url", hook.url().toString());
    if (hook.owner() instanceof HookOwner.OfApp app) {
      json.put("app_id", app.id());
    }
    return json;
  }

  private static String type(HookOwner owner) {
    return switch (owner) {
      case HookOwner.Organization _ -> "Organization";
      case HookOwner.OfRepository _ -> "Repository";
      case HookOwner.OfApp _ -> "App";
      case HookOwner.Enterprise _ -> "Business";
    };
  }
}
