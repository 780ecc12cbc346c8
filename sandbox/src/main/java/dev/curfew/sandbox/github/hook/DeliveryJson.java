package dev.curfew.sandbox.github.hook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/// A delivery as docs.github.com/rest/orgs/webhooks shows it.
final class DeliveryJson {
  private DeliveryJson() {}

  /// As in a list.
  static ObjectNode item(HookDelivery delivery) {
    Event event = delivery.event();
    Attempt attempt = delivery.attempt();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", delivery.id());
    json.put("guid", event.guid());
    json.put("delivered_at", delivery.deliveredAt().toString());
    json.put("redelivery", delivery.redelivery());
    json.put("duration", attempt.duration().toMillis() / 1000.0);
    json.put("status", attempt.status());
    json.put("status_code", attempt.statusCode());
    json.put("event", event.name());
    json.put("action", event.action().orElse(null));
    json.put("installation_id", event.installationId().orElse(null));
    json.put("repository_id", event.repositoryId().orElse(null));
    json.putNull("throttled_at");
    return json;
  }

  /// With what was sent and what was answered. The body is JSON in JSON: its bytes, over which the
  /// signature is, are not told.
  static ObjectNode whole(HookDelivery delivery) {
    ObjectNode json = item(delivery);
    Attempt attempt = delivery.attempt();
    json.put("url", delivery.url().toString());
    ObjectNode request = json.putObject("request");
    request.set("headers", headers(attempt.requestHeaders()));
    request.set("payload", delivery.event().json());
    ObjectNode response = json.putObject("response");
    Attempt.Answered answer = attempt.answer();
    if (answer == null) {
      response.putNull("headers");
      response.putNull("payload");
    } else {
      response.set("headers", headers(answer.headers()));
      response.put("payload", answer.body());
    }
    return json;
  }

  private static ObjectNode headers(Map<String, String> headers) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(headers).forEach(json::put);
    return json;
  }
}
