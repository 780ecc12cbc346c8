package dev.curfew.sandbox.github.alert;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.sandbox.github.Account;
import dev.curfew.sandbox.github.wire.AccountJson;
import dev.curfew.sandbox.github.wire.RepositoryJson;
import dev.curfew.sandbox.github.wire.Timestamp;
import java.net.URI;

/// An alert as REST and webhooks show it. Only REST shows the secret.
public final class SecretAlertJson {
  private SecretAlertJson() {}

  /// The body of the `secret_scanning_alert` event.
  ///
  /// @param action `created`, `reopened` or `publicly_leaked`
  public static ObjectNode body(SecretAlert alert, String action, Account sender, URI api) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("action", action);
    body.set("alert", metadata(alert, api));
    body.set("repository", RepositoryJson.of(alert.repository(), alert.createdAt(), api));
    body.set("organization", AccountJson.organization(alert.repository().owner(), api));
    body.set("sender", AccountJson.of(sender, "User", api));
    return body;
  }

  /// docs.github.com/rest/secret-scanning/secret-scanning#get-a-secret-scanning-alert
  static ObjectNode whole(SecretAlert alert, URI api) {
    ObjectNode json = metadata(alert, api);
    json.put("state", "open");
    json.put("secret", alert.secret());
    return json;
  }

  private static ObjectNode metadata(SecretAlert alert, URI api) {
    String name = alert.repository().fullName();
    String url = api + "/repos/" + name + "/secret-scanning/alerts/" + alert.number();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("number", alert.number());
    json.put("created_at", Timestamp.of(alert.createdAt()));
    json.put("updated_at", Timestamp.of(alert.createdAt()));
    json.put("url", url);
    json.put(
        "html_url",
        "https://github.com/%s/security/secret-scanning/%d".formatted(name, alert.number()));
    json.put("locations_url", url + "/locations");
    json.putNull("resolution");
    json.putNull("resolved_at");
    json.putNull("resolved_by");
    json.putNull("resolution_comment");
    json.put("secret_type", alert.secretType());
    json.put("secret_type_display_name", alert.secretType().replace('_', ' '));
    json.put("validity", "unknown");
    json.putNull("push_protection_bypassed");
    json.putNull("push_protection_bypassed_by");
    json.putNull("push_protection_bypassed_at");
    json.put("publicly_leaked", alert.publiclyLeaked());
    json.put("multi_repo", false);
    return json;
  }
}
