package dev.curfew.sandbox.github.hook;

import dev.curfew.sandbox.github.DeliveryResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// Delivers bodies as GitHub does: signed, byte for byte, once.
public final class WebhookSender {
  /// GitHub ends a delivery that is not answered within ten seconds, and does not try again.
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http;

  public WebhookSender(HttpClient http) {
    this.http = http;
  }

  /// An attempt, and the same as a test sees it.
  public record Sent(Attempt attempt, DeliveryResult result) {}

  /// An event, to a hook. Not being able to deliver it is a result too.
  Sent send(Hook hook, String secret, Event event) {
    return send(hook.url(), headers(hook, secret, event), event.guid(), event.body());
  }

  /// Bytes that need be no event.
  public Sent send(
      URI target,
      String secret,
      long hookId,
      HookOwner owner,
      String guid,
      String name,
      byte[] body) {
    return send(target, headers(secret, hookId, owner, guid, name, body), guid, body);
  }

  /// As if the receiver could not be reached.
  Sent fail(Hook hook, Event event) {
    return new Sent(
        Attempt.unconnected(headers(hook, hook.secret(), event), Duration.ZERO),
        new DeliveryResult(event.guid(), 0, "not sent"));
  }

  private Sent send(URI target, Map<String, String> headers, String guid, byte[] body) {
    long start = System.nanoTime();
    try {
      HttpResponse<String> answer =
          http.send(request(target, headers, body), HttpResponse.BodyHandlers.ofString());
      Attempt.Answered answered = new Attempt.Answered(flat(answer), answer.body());
      return new Sent(
          Attempt.answered(headers, since(start), answer.statusCode(), answered),
          new DeliveryResult(guid, answer.statusCode(), answer.body()));
    } catch (HttpTimeoutException e) {
      return new Sent(Attempt.timedOut(headers, since(start)), nothing(guid, e));
    } catch (IOException e) {
      return new Sent(Attempt.unconnected(headers, since(start)), nothing(guid, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while delivering " + guid, e);
    }
  }

  private static DeliveryResult nothing(String guid, IOException e) {
    String reason = e.getMessage();
    return new DeliveryResult(guid, 0, reason != null ? reason : e.getClass().getSimpleName());
  }

  private static Map<String, String> headers(Hook hook, String secret, Event event) {
    return headers(secret, hook.id(), hook.owner(), event.guid(), event.name(), event.body());
  }

  private static Map<String, String> headers(
      String secret, long hookId, HookOwner owner, String guid, String name, byte[] body) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "*/*");
    headers.put("Content-Type", "application/json");
    headers.put("User-Agent", "GitHub-Hookshot/044aadd");
    headers.put("X-GitHub-Delivery", guid);
    headers.put("X-GitHub-Event", name);
    headers.put("X-GitHub-Hook-ID", String.valueOf(hookId));
    headers.put("X-GitHub-Hook-Installation-Target-ID", String.valueOf(owner.id()));
    headers.put("X-GitHub-Hook-Installation-Target-Type", owner.type());
    headers.put("X-Hub-Signature", WebhookSignature.sha1(secret, body));
    headers.put("X-Hub-Signature-256", WebhookSignature.sha256(secret, body));
    return headers;
  }

  private static HttpRequest request(URI target, Map<String, String> headers, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return request.build();
  }

  private static Map<String, String> flat(HttpResponse<String> answer) {
    Map<String, String> headers = new TreeMap<>();
    answer.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
    return headers;
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
