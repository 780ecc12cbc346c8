package dev.curfew.listener.webhook;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.curfew.listener.BrokerResource;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.DeadLetter;
import dev.curfew.schemas.event.Detection;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.event.JobIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = BrokerResource.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init") // injected
class WebhookIT {
  BrokerResource broker;
  TopicReader jobs;
  TopicReader deadLetters;

  @BeforeEach
  void open() {
    jobs = new TopicReader(broker.bootstrapServers(), Topic.JOBS);
    deadLetters = new TopicReader(broker.bootstrapServers(), Topic.DEAD_LETTERS);
  }

  @AfterEach
  void close() {
    jobs.close();
    deadLetters.close();
  }

  @Test
  void aCompletedJobIsOnKafkaWhenGitHubIsAnswered() {
    long jobId = 1_000_001;
    String delivery = UUID.randomUUID().toString();

    deliver(Bodies.completed(jobId), delivery).then().statusCode(202);

    JobCompleted event = completed(jobId);
    assertThat(event.job())
        .isEqualTo(new JobIdentity(186853002, "octo-org/octo-repo", 2202229078L, 1, jobId));
    assertThat(event.conclusion()).isEqualTo("failure");
    assertThat(event.commit()).isEqualTo("3484a3fb816e0859fd6e1cea078d76385ff50625");
    assertThat(event.deliveryId()).isEqualTo(delivery);
    assertThat(event.detection().source()).isEqualTo(Detection.Source.WEBHOOK);
    assertThat(event.detection().detectedAt()).isEqualTo(Instant.parse("2026-11-23T10:38:16Z"));
  }

  @Test
  void anyConfiguredSecretIsAccepted() {
    String body = Bodies.completed(1_000_002);

    post(body, Bodies.sign(BrokerResource.OLDER_SECRET, body)).then().statusCode(202);

    assertThat(completed(1_000_002)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "status says completed, in_progress, completed",
    "action says completed, completed, in_progress"
  })
  void actionOrStatusSaysThatAJobIsOver(String name, String action, String status) {
    long jobId = 1_000_003L + name.length();

    deliver(Bodies.job(jobId, action, status)).then().statusCode(202);

    assertThat(completed(jobId)).as(name).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "1000050, yesterday",
    "1000051, +999999999-12-31T23:59:59Z",
    "1000052, 2199-01-01T00:00:00Z",
    "1000053, 0001-01-01T00:00:00Z",
  })
  void anImpossibleTimeOfCompletionIsReplacedByOurs(long jobId, String time) {
    String body = Bodies.completed(jobId).replace("2026-11-23T10:38:16Z", time);
    Instant before = Instant.now();

    deliver(body).then().statusCode(202);

    assertThat(completed(jobId).detection().detectedAt()).isBetween(before, Instant.now());
  }

  @Test
  void whatIsNoDeliveryIdIsNotRepeated() {
    deliver(Bodies.completed(1_000_054), "x".repeat(5_000)).then().statusCode(202);

    assertThat(completed(1_000_054).deliveryId()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256=",
        "sha256=00",
        "sha256=zz7107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        "sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
      })
  void aWrongSignatureIsRefusedBeforeTheBodyIsRead(String signature) {
    post("no JSON at all", signature)
        .then()
        .statusCode(401)
        .contentType(startsWith("application/problem+json"));
  }

  @Test
  void anUpperCaseSignatureIsNotGitHubs() {
    String body = Bodies.completed(1_000_060);
    String signature = Bodies.sign(BrokerResource.SECRET, body);

    post(body, "sha256=" + signature.substring(7).toUpperCase(Locale.ROOT)).then().statusCode(401);
  }

  @Test
  void theSignatureOfAnotherBodyIsRefused() {
    post(Bodies.completed(1_000_061), Bodies.sign(BrokerResource.SECRET, Bodies.completed(7)))
        .then()
        .statusCode(401);

    assertThat(jobs.events(JobCompleted.class)).noneMatch(e -> e.job().jobId() == 1_000_061);
  }

  @Test
  void twoSignaturesAreRefused() {
    String body = Bodies.completed(1_000_062);
    String right = Bodies.sign(BrokerResource.SECRET, body);

    given()
        .contentType("application/json")
        .header("X-GitHub-Event", "workflow_job")
        .header("X-Hub-Signature-256", right, "sha256=00")
        .body(body.getBytes(UTF_8))
        .post("/webhooks/github")
        .then()
        .statusCode(401);
  }

  @Test
  void anUnsignedDeliveryIsRefused() {
    given()
        .contentType("application/json")
        .header("X-GitHub-Event", "workflow_job")
        .body(Bodies.completed(1_000_063))
        .post("/webhooks/github")
        .then()
        .statusCode(401)
        .body("title", containsString("Unauthorized"));
  }

  @Test
  void aFormIsRefused() {
    given()
        .contentType("application/x-www-form-urlencoded")
        .header("X-GitHub-Event", "workflow_job")
        .body("payload=%7B%7D")
        .post("/webhooks/github")
        .then()
        .statusCode(415)
        .body("detail", containsString("Content type"));
  }

  /// The client waits for leave to send, as one that is refused half-way may see a reset instead.
  @Test
  void moreThanGitHubsCeilingIsRefused() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/webhooks/github"))
            .expectContinue(true)
            .header("Content-Type", "application/json")
            .header("X-GitHub-Event", "workflow_job")
            .POST(BodyPublishers.ofByteArray(new byte[25 * 1024 * 1024 + 1]))
            .build();

    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(413);
    }
  }

  @Test
  void aPingIsAnswered() {
    String body = "{\"zen\":\"Keep it logically awesome.\",\"hook_id\":1}";

    given()
        .contentType("application/json")
        .header("X-GitHub-Event", "ping")
        .header("X-Hub-Signature-256", Bodies.sign(BrokerResource.SECRET, body))
        .body(body.getBytes(UTF_8))
        .post("/webhooks/github")
        .then()
        .statusCode(200)
        .body("message", equalTo("pong"));
  }

  @Test
  void aSourceSignsWithItsOwnSecret() {
    String body =
        Bodies.completed(1_000_064)
            .replace("\"sender\"", "\"organization\": {\"id\": 38302899}, \"sender\"");

    given()
        .contentType("application/json")
        .header("X-GitHub-Event", "workflow_job")
        .header("X-GitHub-Hook-Installation-Target-Type", "organization")
        .header("X-GitHub-Hook-Installation-Target-ID", "38302899")
        .header("X-Hub-Signature-256", Bodies.sign(BrokerResource.OWN_SECRET, body))
        .body(body.getBytes(UTF_8))
        .post("/webhooks/github")
        .then()
        .statusCode(202);

    assertThat(completed(1_000_064)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"push", "check_run", "something_new"})
  void otherEventsAreTakenAndIgnored(String event) {
    String body = Bodies.completed(1_000_070);

    given()
        .contentType("application/json")
        .header("X-GitHub-Event", event)
        .header("X-Hub-Signature-256", Bodies.sign(BrokerResource.SECRET, body))
        .body(body.getBytes(UTF_8))
        .post("/webhooks/github")
        .then()
        .statusCode(202);

    assertThat(jobs.events(JobCompleted.class)).noneMatch(e -> e.job().jobId() == 1_000_070);
    given().get("/q/metrics").then().body(containsString("outcome=\"ignored\""));
  }

  @Test
  void aJobThatHasNotEndedIsIgnored() {
    deliver(Bodies.job(1_000_071, "in_progress", "in_progress")).then().statusCode(202);
    deliver("{\"action\":\"queued\",\"workflow_job\":null}").then().statusCode(202);

    deliver(Bodies.completed(1_000_072)).then().statusCode(202);
    assertThat(completed(1_000_072)).isNotNull();
    assertThat(jobs.events(JobCompleted.class)).noneMatch(e -> e.job().jobId() == 1_000_071);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"action\":\"completed\",\"workflow_job\":null}",
        "{\"action\":\"completed\",\"workflow_job\":{\"id\":null,\"run_id\":1},\"repository\":{}}",
        "{\"action\":\"completed\",\"workflow_job\":{\"id\":-1,\"run_id\":1,\"run_attempt\":1},\"repository\":{\"id\":1,\"full_name\":\"a/b\"}}",
        "{\"action\":\"completed\",\"workflow_job\":{\"id\":1,\"run_id\":1,\"run_attempt\":1},\"repository\":{\"id\":1,\"full_name\":\"../../etc\"}}",
        "{\"action\":\"completed\",\"workflow_job\":[]}",
        "{\"action\":\"completed\",\"action\":\"queued\"}",
        "null",
        "[]",
        "not JSON",
        "{\"action\":\"completed\"} {}",
      })
  void aSignedButUselessBodyIsAnsweredAndKept(String body) {
    String delivery = UUID.randomUUID().toString();

    deliver(body, delivery).then().statusCode(202);

    DeadLetter letter =
        await()
            .until(
                () ->
                    deadLetters.events(DeadLetter.class).stream()
                        .filter(l -> l.origin().reference().equals(delivery))
                        .findAny(),
                Optional::isPresent)
            .orElseThrow();
    assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.UNUSABLE_BODY);
    assertThat(letter.payloadBase64()).asBase64Decoded().isEqualTo(body.getBytes(UTF_8));
  }

  @Test
  void deepNestingAndInvalidUtf8AreUseless() {
    deliver("{\"action\":\"completed\",\"x\":" + "[".repeat(10_000)).then().statusCode(202);
    byte[] invalid = {'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'};

    given()
        .contentType("application/json")
        .header("X-GitHub-Event", "workflow_job")
        .header("X-Hub-Signature-256", Bodies.sign(BrokerResource.SECRET, invalid))
        .body(invalid)
        .post("/webhooks/github")
        .then()
        .statusCode(202);
  }

  @Test
  void withoutAnEventNameItIsNoDelivery() {
    String body = Bodies.completed(1_000_080);

    given()
        .contentType("application/json")
        .header("X-Hub-Signature-256", Bodies.sign(BrokerResource.SECRET, body))
        .body(body.getBytes(UTF_8))
        .post("/webhooks/github")
        .then()
        .statusCode(400);
  }

  private JobCompleted completed(long jobId) {
    return await()
        .until(
            () ->
                jobs.events(JobCompleted.class).stream()
                    .filter(e -> e.job().jobId() == jobId)
                    .findAny(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static Response deliver(String body) {
    return deliver(body, UUID.randomUUID().toString());
  }

  private static Response deliver(String body, String delivery) {
    return given()
        .contentType("application/json")
        .header("X-GitHub-Event", "workflow_job")
        .header("X-GitHub-Delivery", delivery)
        .header("X-Hub-Signature-256", Bodies.sign(BrokerResource.SECRET, body))
        .body(body.getBytes(UTF_8))
        .post("/webhooks/github");
  }

  private static Response post(String body, String signature) {
    return given()
        .contentType("application/json")
        .header("X-GitHub-Event", "workflow_job")
        .header("X-Hub-Signature-256", signature)
        .body(body.getBytes(UTF_8))
        .post("/webhooks/github");
  }
}
