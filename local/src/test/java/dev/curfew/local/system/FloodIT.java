package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.local.Checkout;
import dev.curfew.local.load.WebhookEnds;
import dev.curfew.local.stack.IntakeStack;
import dev.curfew.schemas.event.JobIdentity;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Strangers without a secret who send as much as they may, to a listener with the heap that it has
/// when it is deployed.
class FloodIT {
  private static final int STRANGERS = 16;
  private static final byte[] BODY = new byte[24 * 1024 * 1024];

  /// Who goes on sending after the answer may be cut off before reading it.
  private static final int CUT_OFF = -1;

  @TempDir Path directory;

  @Test
  void theListenerOutlivesForgedBodiesThatItCannotHold() throws Exception {
    try (IntakeStack stack = new IntakeStack(Checkout.here(), directory);
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int round = 0; round < 3; round++) {
        List<CompletableFuture<Integer>> flood =
            Stream.generate(() -> forged(http, stack.webhook())).limit(STRANGERS).toList();

        assertThat(status(http, stack.listener().uri().resolve("/q/health"))).isEqualTo(200);
        assertThat(flood).extracting(CompletableFuture::join).isSubsetOf(401, 503, CUT_OFF);
      }

      assertThat(stack.listener().isAlive()).isTrue();
      try (WebhookEnds ends = new WebhookEnds(stack.webhook(), stack.webhookSecret())) {
        long job = 90_000_000_000_002L;
        assertThat(ends.tell(new JobIdentity(1, "o/r", 80_000_000_000_002L, 1, job)).join())
            .isNotNull();
      }
    }
  }

  private static CompletableFuture<Integer> forged(HttpClient http, URI webhook) {
    HttpRequest request =
        HttpRequest.newBuilder(webhook)
            .header("Content-Type", "application/json")
            .header("X-GitHub-Event", "workflow_job")
            .header("X-Hub-Signature-256", "sha256=" + "0".repeat(64))
            .POST(BodyPublishers.ofByteArray(BODY))
            .build();
    return http.sendAsync(request, BodyHandlers.discarding())
        .handle((answer, failure) -> failure == null ? answer.statusCode() : CUT_OFF);
  }

  private static int status(HttpClient http, URI uri) throws Exception {
    HttpResponse<Void> answer =
        http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
    return answer.statusCode();
  }
}
