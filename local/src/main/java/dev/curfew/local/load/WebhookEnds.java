package dev.curfew.local.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.curfew.schemas.event.JobIdentity;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signed deliveries to the listener, over connections that stay open.
public final class WebhookEnds implements JobEnds {
  /// GitHub's.
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final String ALGORITHM = "HmacSHA256";

  /// On the client's own thread: what is done with an answer takes no time, and a change of threads
  /// for each part of each answer takes more than all else.
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(Runnable::run).build();

  private final HttpRequest.Builder template;
  private final SecretKeySpec key;
  private final CompletedBody body = CompletedBody.ofExample();

  public WebhookEnds(URI webhook, String secret) {
    this.template =
        HttpRequest.newBuilder(webhook)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header("User-Agent", "GitHub-Hookshot/044aadd")
            .header("X-GitHub-Event", "workflow_job");
    this.key = new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM);
  }

  @Override
  public CompletableFuture<Instant> tell(JobIdentity job) {
    byte[] bytes = body.of(job);
    HttpRequest request =
        template
            .copy()
            .header("X-GitHub-Delivery", UUID.randomUUID().toString())
            .header("X-Hub-Signature-256", signature(bytes))
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
        .thenApply(WebhookEnds::accepted);
  }

  private static Instant accepted(HttpResponse<?> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException("the webhook was answered " + answer.statusCode());
    }
    return Instant.now();
  }

  private String signature(byte[] bytes) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
