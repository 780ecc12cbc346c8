package dev.curfew.sandbox.github;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/// Delivers bodies as GitHub does: signed, byte for byte, once.
final class WebhookSender {
  /// GitHub ends a delivery that is not answered within ten seconds, and does not try again.
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final String HOOK_ID = "292430182";
  private static final String ORGANIZATION_ID = "38302899";

  private final HttpClient http;
  private final Clock clock;
  private final DeliveryLog log;

  WebhookSender(HttpClient http, Clock clock, DeliveryLog log) {
    this.http = http;
    this.clock = clock;
    this.log = log;
  }

  DeliveryResult deliver(URI target, String secret, String event, byte[] body) {
    String id = UUID.randomUUID().toString();
    DeliveryResult result = send(id, request(target, secret, event, body, id));
    log.add(new Delivery(clock.instant(), event, target, result));
    return result;
  }

  private DeliveryResult send(String id, HttpRequest request) {
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new DeliveryResult(id, answer.statusCode(), answer.body());
    } catch (IOException e) {
      String reason = e.getMessage();
      return new DeliveryResult(id, 0, reason != null ? reason : e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while delivering " + id, e);
    }
  }

  private static HttpRequest request(
      URI target, String secret, String event, byte[] body, String id) {
    return HttpRequest.newBuilder(target)
        .timeout(TIMEOUT)
        .header("Accept", "*/*")
        .header("Content-Type", "application/json")
        .header("User-Agent", "GitHub-Hookshot/044aadd")
        .header("X-GitHub-Delivery", id)
        .header("X-GitHub-Event", event)
        .header("X-GitHub-Hook-ID", HOOK_ID)
        .header("X-GitHub-Hook-Installation-Target-ID", ORGANIZATION_ID)
        .header("X-GitHub-Hook-Installation-Target-Type", "organization")
        .header("X-Hub-Signature", WebhookSignature.sha1(secret, body))
        .header("X-Hub-Signature-256", WebhookSignature.sha256(secret, body))
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }
}
