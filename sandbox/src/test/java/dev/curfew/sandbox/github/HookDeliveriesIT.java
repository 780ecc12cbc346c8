package dev.curfew.sandbox.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.curfew.sandbox.LoopbackPort;
import dev.curfew.sandbox.MovableClock;
import dev.curfew.sandbox.github.hook.Hook;
import dev.curfew.sandbox.github.hook.WebhookSignature;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HookDeliveriesIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "It's a Secret to Everybody";

  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T12:00:00Z"));
  private final GitHubSandbox github = GitHubSandbox.start(0, clock);
  private final String token = github.personalToken();
  private final Curl curl = new Curl();
  private Receiver receiver;
  private Hook hook;
  private String deliveries;

  @BeforeEach
  void open() throws Exception {
    receiver = new Receiver();
    hook = github.organizationHook("octo-org", receiver.url(), SECRET).events("workflow_job");
    deliveries = github.api() + "/orgs/octo-org/hooks/" + hook.id() + "/deliveries";
  }

  @AfterEach
  void close() {
    receiver.close();
    curl.close();
    github.close();
  }

  @Test
  void showsADeliveryInGitHubsShape() throws Exception {
    ActionsJob job = finished();

    JsonNode item = get(deliveries).json().required(0);

    // docs.github.com/rest/orgs/webhooks#list-deliveries-for-an-organization-webhook
    assertThat(item.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "id",
            "guid",
            "delivered_at",
            "redelivery",
            "duration",
            "status",
            "status_code",
            "event",
            "action",
            "installation_id",
            "repository_id",
            "throttled_at");
    assertThat(item.required("guid").textValue())
        .isEqualTo(receiver.only().headers().getFirst("X-GitHub-Delivery"));
    assertThat(item.required("id").longValue()).isGreaterThan(Integer.MAX_VALUE);
    assertThat(item.required("delivered_at").textValue()).isEqualTo("2026-11-23T12:00:00Z");
    assertThat(item.required("redelivery").booleanValue()).isFalse();
    assertThat(item.required("status").textValue()).isEqualTo("OK");
    assertThat(item.required("status_code").intValue()).isEqualTo(202);
    assertThat(item.required("event").textValue()).isEqualTo("workflow_job");
    assertThat(item.required("action").textValue()).isEqualTo("completed");
    assertThat(item.required("repository_id").longValue()).isEqualTo(job.repositoryId());
    assertThat(item.required("installation_id").isNull()).isTrue();
  }

  @Test
  void showsWhatWasSentAndAnswered() throws Exception {
    finished();

    JsonNode whole = get(deliveries + "/" + newest().required("id")).json();

    assertThat(whole.required("url").textValue()).isEqualTo(receiver.url().toString());
    assertThat(whole.at("/request/headers/X-GitHub-Event").textValue()).isEqualTo("workflow_job");
    assertThat(whole.at("/request/headers/X-GitHub-Hook-Installation-Target-Type").textValue())
        .isEqualTo("organization");
    assertThat(whole.at("/request/headers/X-GitHub-Hook-ID").textValue())
        .isEqualTo(String.valueOf(hook.id()));
    assertThat(whole.at("/request/payload")).isEqualTo(JSON.readTree(receiver.only().body()));
    assertThat(whole.at("/response/payload").textValue()).isEqualTo("kept");
    assertThat(whole.at("/response/headers").isObject()).isTrue();
  }

  @Test
  void pagesFromTheNewestToTheOldest() throws Exception {
    for (int i = 0; i < 5; i++) {
      finished();
    }

    List<Long> ids = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    Optional<String> page = Optional.of(deliveries + "?per_page=2");
    while (page.isPresent()) {
      Curl.Reply reply = get(page.get());
      reply.json().forEach(item -> ids.add(item.required("id").longValue()));
      sizes.add(reply.json().size());
      page = reply.next();
    }

    assertThat(sizes).containsExactly(2, 2, 1);
    assertThat(ids).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> Long.compare(b, a));
  }

  @Test
  void refusesACursorThatIsNotItsOwn() throws Exception {
    assertThat(get(deliveries + "?cursor=1").status()).isEqualTo(422);
  }

  @Test
  void forgetsWhatIsOlderThanThreeDays() throws Exception {
    finished();
    String whole = deliveries + "/" + newest().required("id");
    clock.advance(Duration.ofDays(3));
    assertThat(get(deliveries).json()).hasSize(1);

    clock.advance(Duration.ofSeconds(1));

    assertThat(get(deliveries).json()).isEmpty();
    assertThat(get(whole).status()).isEqualTo(404);
  }

  @Test
  void redeliversTheSameEventWithTheCurrentSecret() throws Exception {
    receiver.answer(500);
    finished();
    JsonNode failed = newest();
    assertThat(failed.required("status_code").intValue()).isEqualTo(500);
    assertThat(failed.required("status").textValue()).isEqualTo("Invalid HTTP Response: 500");
    receiver.answer(202);
    hook.rotateSecret("a new one");

    Curl.Reply reply = post(deliveries + "/" + failed.required("id") + "/attempts");

    assertThat(reply.status()).isEqualTo(202);
    await().until(() -> get(deliveries).json().size() == 2);
    JsonNode again = newest();
    assertThat(again.required("redelivery").booleanValue()).isTrue();
    assertThat(again.required("guid")).isEqualTo(failed.required("guid"));
    assertThat(again.required("id")).isNotEqualTo(failed.required("id"));
    assertThat(again.required("status_code").intValue()).isEqualTo(202);
    Receiver.Received received = receiver.of("workflow_job").getLast();
    assertThat(received.headers().getFirst("X-Hub-Signature-256"))
        .isEqualTo(WebhookSignature.sha256("a new one", received.body().getBytes(UTF_8)));
    assertThat(post(deliveries + "/1/attempts").status()).isEqualTo(404);
  }

  @Test
  void filtersByOutcomeAndRedelivery() throws Exception {
    finished();
    receiver.answer(503);
    finished();
    post(deliveries + "/" + newest().required("id") + "/attempts");
    await().until(() -> get(deliveries).json().size() == 3);

    assertThat(get(deliveries + "?status=success").json()).hasSize(1);
    assertThat(get(deliveries + "?status=failure").json()).hasSize(2);
    assertThat(get(deliveries + "?status=failure&redelivery=true").json()).hasSize(1);
  }

  @Test
  void listsWhatNobodyAnsweredAsFailed() throws Exception {
    URI nobody = URI.create("http://127.0.0.1:" + LoopbackPort.free());
    Hook deaf = github.repositoryHook("octo-org/octo-repo", nobody, SECRET);
    finished();

    Curl.Reply reply =
        get(github.api() + "/repos/octo-org/octo-repo/hooks/" + deaf.id() + "/deliveries");

    assertThat(reply.json()).isNotEmpty();
    assertThat(reply.json().findValuesAsText("status")).containsOnly("failed to connect to host");
    JsonNode whole =
        get(github.api()
                + "/repos/octo-org/octo-repo/hooks/"
                + deaf.id()
                + "/deliveries/"
                + reply.json().required(0).required("id"))
            .json();
    assertThat(whole.at("/response/headers").isNull()).isTrue();
  }

  @Test
  void hooksOfOneEventShareItsGuid() throws Exception {
    Hook other =
        github.repositoryHook("octo-org/octo-repo", receiver.url(), SECRET).events("workflow_job");
    finished();

    JsonNode theirs =
        get(github.api() + "/repos/octo-org/octo-repo/hooks/" + other.id() + "/deliveries").json();

    assertThat(theirs.required(0).required("guid")).isEqualTo(newest().required("guid"));
    assertThat(theirs.required(0).required("id")).isNotEqualTo(newest().required("id"));
  }

  @Test
  void tellsAHookOfItsOwnOrganizationOnly() throws Exception {
    ActionsJob strange = github.startJob(JobSpec.example().withRepository("acme/web"));
    github.finish(strange, "success");
    ActionsJob own = finished();

    assertThat(receiver.of("workflow_job")).hasSize(1);
    assertThat(receiver.only().body()).contains(String.valueOf(own.jobId()));
    assertThat(get(deliveries.replace("octo-org", "acme")).status()).isEqualTo(404);
    assertThat(get(deliveries.replace("" + hook.id(), "1")).status()).isEqualTo(404);
  }

  @Test
  void tellsTheAppWhereItIsInstalled() throws Exception {
    github.appHook(receiver.url(), SECRET).events("workflow_job");
    long installation = github.install("octo-org").id();
    github.finish(github.startJob(JobSpec.example().withRepository("acme/web")), "success");
    finished();

    String list = github.api() + "/app/hook/deliveries";
    JsonNode items = curl.get(list, "Authorization", AppJwt.bearer(github, clock)).json();

    assertThat(items).hasSize(1);
    assertThat(items.required(0).required("installation_id").longValue()).isEqualTo(installation);
    JsonNode whole =
        curl.get(
                list + "/" + items.required(0).required("id"),
                "Authorization",
                AppJwt.bearer(github, clock))
            .json();
    assertThat(whole.at("/request/payload/installation/id").longValue()).isEqualTo(installation);
    assertThat(whole.at("/request/headers/X-GitHub-Hook-Installation-Target-Type").textValue())
        .isEqualTo("integration");
    assertThat(get(list).status()).isEqualTo(401);
  }

  @Test
  void tellsOfTheRunWhenItsLastJobEnds() throws Exception {
    hook.events("workflow_run");
    ActionsJob first = github.startJob(JobSpec.example());
    ActionsJob last = github.startJob(JobSpec.example().withRun(first.runId(), 1));
    github.finish(first, "success");

    github.finish(last, "failure");

    await().until(() -> github.pendingDeliveries() == 0);
    JsonNode body = JSON.readTree(receiver.only().body());
    assertThat(body.required("action").textValue()).isEqualTo("completed");
    assertThat(body.at("/workflow_run/id").longValue()).isEqualTo(first.runId());
    assertThat(body.at("/workflow_run/conclusion").textValue()).isEqualTo("failure");
  }

  @Test
  void isTriedByAPing() throws Exception {
    github.ping(hook);
    await().until(() -> get(deliveries).json().size() == 1);

    JsonNode body = JSON.readTree(receiver.only().body());
    JsonNode real = JSON.readTree(RealPayloads.read("ping.0.json"));
    assertThat(newest().required("event").textValue()).isEqualTo("ping");
    assertThat(newest().required("action").isNull()).isTrue();
    assertThat(body.required("hook_id").longValue()).isEqualTo(hook.id());
    assertThat(body.at("/hook/type").textValue()).isEqualTo("Organization");
    assertThat(body.at("/hook/config").fieldNames())
        .toIterable()
        .containsAll(() -> real.at("/hook/config").fieldNames());
  }

  private ActionsJob finished() {
    ActionsJob job = github.startJob(JobSpec.example());
    github.finish(job, "success");
    await().until(() -> github.pendingDeliveries() == 0);
    return job;
  }

  private JsonNode newest() throws Exception {
    return StreamSupport.stream(get(deliveries).json().spliterator(), false)
        .findFirst()
        .orElseThrow();
  }

  private Curl.Reply get(String url) throws Exception {
    return curl.get(url, "Authorization", "Bearer " + token);
  }

  private Curl.Reply post(String url) throws Exception {
    return curl.post(url, "", "Authorization", "Bearer " + token);
  }
}
