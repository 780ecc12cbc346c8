package dev.curfew.sandbox.github;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import dev.curfew.sandbox.LoopbackPort;
import dev.curfew.sandbox.github.hook.WebhookSignature;
import java.net.URI;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookIT {
  private static final String SECRET = "It's a Secret to Everybody";

  private final GitHubSandbox github = GitHubSandbox.start(0, Clock.systemUTC());
  private final Curl curl = new Curl();
  private Receiver receiver;

  @BeforeEach
  void open() throws Exception {
    receiver = new Receiver();
  }

  @AfterEach
  void close() {
    receiver.close();
    curl.close();
    github.close();
  }

  @Test
  void arrivesByteForByteWithGitHubsHeaders() {
    byte[] body = " {\"not\":  \"what a JSON library wrïtes\"}\r\n\0".getBytes(UTF_8);

    DeliveryResult result = github.deliver(receiver.url(), SECRET, "workflow_job", body);

    Headers headers = receiver.only().headers();
    assertThat(receiver.only().body()).isEqualTo(new String(body, ISO_8859_1));
    assertThat(headers.getFirst("X-Hub-Signature-256"))
        .isEqualTo(WebhookSignature.sha256(SECRET, body));
    assertThat(headers.getFirst("X-Hub-Signature")).isEqualTo(WebhookSignature.sha1(SECRET, body));
    assertThat(headers.getFirst("X-GitHub-Event")).isEqualTo("workflow_job");
    assertThat(headers.getFirst("X-GitHub-Delivery")).isEqualTo(result.deliveryId());
    assertThat(headers.getFirst("User-Agent")).startsWith("GitHub-Hookshot/");
    assertThat(headers.getFirst("Content-Type")).isEqualTo("application/json");
  }

  @Test
  void resultIsWhatTheReceiverSaid() {
    DeliveryResult result = github.deliver(receiver.url(), SECRET, "ping", new byte[0]);

    assertThat(result.status()).isEqualTo(202);
    assertThat(result.body()).isEqualTo("kept");
    assertThat(github.deliveries()).extracting(Delivery::result).containsExactly(result);
  }

  @Test
  void resultOfAnAbsentReceiverIsNoException() {
    URI nobody = URI.create("http://127.0.0.1:" + LoopbackPort.free());

    DeliveryResult result = github.deliver(nobody, SECRET, "ping", new byte[0]);

    assertThat(result.isDelivered()).isFalse();
    assertThat(result.status()).isZero();
  }

  @Test
  void hasNoCompletedBodyBeforeTheJobIsCompleted() {
    ActionsJob job = github.startJob(JobSpec.example());

    assertThatThrownBy(() -> github.completedBody(job)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void outsiderStartsAndCompletesAJobByCurl() throws Exception {
    github.webhook(receiver.url(), SECRET);

    Curl.Reply started =
        curl.post(github.api() + "/_sandbox/jobs", "{\"repository\":\"acme/web\"}");
    long jobId = started.json().required("jobId").longValue();
    Curl.Reply completed =
        curl.post(
            github.api() + "/_sandbox/jobs/" + jobId + "/complete", "{\"conclusion\":\"failure\"}");

    assertThat(started.status()).isEqualTo(201);
    assertThat(started.json().required("repository").textValue()).isEqualTo("acme/web");
    assertThat(completed.json().at("/deliveries/0/status").intValue()).isEqualTo(202);
    assertThat(receiver.of("workflow_job").getFirst().body())
        .contains("\"action\":\"completed\"", "\"conclusion\":\"failure\"", "acme/web");
  }

  @Test
  void outsiderLearnsWhatWasWrong() throws Exception {
    github.webhook(receiver.url(), SECRET);
    String jobs = github.api() + "/_sandbox/jobs";
    ActionsJob job = github.startJob(JobSpec.example());
    String complete = jobs + "/" + job.jobId() + "/complete";

    assertThat(message(curl.post(jobs, "{\"repo\":\"x/y\"}"))).isEqualTo("unknown field: repo");
    assertThat(message(curl.post(jobs, "{\"runId\":\"1\"}")))
        .isEqualTo("runId is not a whole number");
    assertThat(message(curl.post(jobs, "{"))).isEqualTo("Problems parsing JSON");
    assertThat(curl.post(jobs, "x".repeat((1 << 20) + 1)).status()).isEqualTo(413);
    assertThat(message(curl.post(complete, "{\"conclusion\":\"fine\"}")))
        .isEqualTo("not a conclusion: fine");
    assertThat(curl.post(complete, "").status()).isEqualTo(200);
    assertThat(curl.post(complete, "").status()).isEqualTo(409);
    assertThat(curl.post(jobs + "/1/complete", "").status()).isEqualTo(404);
  }

  @Test
  void webPageMayNotStartJobs() throws Exception {
    Curl.Reply reply =
        curl.post(github.api() + "/_sandbox/jobs", "{}", "Origin", "https://evil.example");

    assertThat(reply.status()).isEqualTo(403);
  }

  private static String message(Curl.Reply reply) {
    return reply.json().required("message").textValue();
  }
}
