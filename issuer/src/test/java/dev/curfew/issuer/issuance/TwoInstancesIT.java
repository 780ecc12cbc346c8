package dev.curfew.issuer.issuance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.issuer.PackagedIssuer;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.CredentialReleased;
import dev.curfew.schemas.event.Detection;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.event.JobIdentity;
import dev.curfew.schemas.event.OrderLifted;
import dev.curfew.schemas.event.OrderScope;
import dev.curfew.schemas.event.RevocationOrdered;
import io.restassured.response.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The packaged service twice, on one database and one broker: a request may reach either.
@Timeout(180)
@SuppressWarnings("NullAway.Init") // started before they are used
class TwoInstancesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static Surroundings around;
  static PackagedIssuer first;
  static PackagedIssuer second;

  ActionsJob job;

  @BeforeAll
  static void start() throws IOException {
    around = new Surroundings();
    around.start();
    first = ready(PackagedIssuer.with(around.settingsOfAnother()));
    second = ready(PackagedIssuer.with(around.settingsOfAnother()));
  }

  @AfterAll
  static void stop() {
    first.close();
    second.close();
    around.stop();
  }

  @BeforeEach
  void startJob() {
    job = around.github().startJob(JobSpec.example());
  }

  @Test
  void oneTokenShownToBothAtOnceGivesOneCredential() {
    List<String> tokens =
        IntStream.range(0, 20).mapToObj(_ -> job.idToken(Surroundings.AUDIENCE)).toList();

    for (String token : tokens) {
      List<Response> answers = atOnce(Ask.by(job, token));

      assertThat(answers)
          .extracting(Response::statusCode)
          .containsExactlyInAnyOrder(200, Refusal.TOKEN_REPLAYED.status());
      answers.stream()
          .filter(answer -> answer.statusCode() != 200)
          .forEach(answer -> Refused.with(Refusal.TOKEN_REPLAYED, answer));
    }
    try (TopicReader events = around.credentialEvents()) {
      assertThat(events.events(CredentialIssued.class))
          .filteredOn(issued -> issued.job().jobId() == job.jobId())
          .hasSize(tokens.size())
          .extracting(CredentialIssued::tokenSha256)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void aNonceOfOneIsGoodAtTheOtherAndOnce() {
    String audience = nonce(first);

    assertThat(issue(second, Ask.by(job, job.idToken(audience))).statusCode()).isEqualTo(200);
    Refused.with(Refusal.NONCE_UNKNOWN, issue(first, Ask.by(job, job.idToken(audience))));
  }

  @Test
  void oneNonceShownToBothAtOnceGivesOneCredential() {
    String audience = nonce(second);

    List<Response> answers =
        atOnce(Ask.by(job, job.idToken(audience)), Ask.by(job, job.idToken(audience)));

    assertThat(answers)
        .extracting(Response::statusCode)
        .containsExactlyInAnyOrder(200, Refusal.NONCE_UNKNOWN.status());
  }

  @Test
  void whatOneIssuedTheOtherTakesBack() {
    Response issued = issue(first, Ask.by(job));
    String release =
        "{\"credential_id\":\"%s\",\"release_token\":\"%s\"}"
            .formatted(issued.path("credential_id"), issued.path("release_token"));

    assertThat(post(second, "/release", release).statusCode()).isEqualTo(202);

    try (TopicReader events = around.credentialEvents()) {
      assertThat(events.events(CredentialReleased.class))
          .anyMatch(
              released -> released.credentialId().toString().equals(issued.path("credential_id")));
    }
  }

  /// One of them reads it; the other must know.
  @Test
  void aQuarantineClosesBothAndItsLiftOpensBoth() {
    Instant now = Instant.now();
    RevocationOrdered order =
        new RevocationOrdered(
            UUID.randomUUID(),
            new OrderScope(OrderScope.Kind.RUN, "" + job.runId()),
            null,
            now.plusSeconds(3600),
            "test",
            "me",
            now);
    assertThat(statuses(job)).containsOnly(200);

    around.say(order);
    awaitBothRefuse(Refusal.QUARANTINED, job);

    around.say(new OrderLifted(order.orderId(), "test", "me", Instant.now()));
    await().atMost(PATIENCE).until(() -> statuses(job).allMatch(status -> status == 200));
  }

  /// Whatever partitions they are on.
  @Test
  void endsCloseBothAndOneAloneToo() throws IOException {
    List<ActionsJob> before = jobs();
    before.forEach(TwoInstancesIT::end);
    before.forEach(each -> awaitBothRefuse(Refusal.JOB_ENDED, each));

    second.close();
    List<ActionsJob> after = jobs();
    after.forEach(TwoInstancesIT::end);
    after.forEach(each ->
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> Refused.with(Refusal.JOB_ENDED, issue(first, Ask.by(each)))));

    second = ready(PackagedIssuer.with(around.settingsOfAnother()));
    Refused.with(Refusal.JOB_ENDED, issue(second, Ask.by(after.getFirst())));
  }

  /// Of as many runs as make a partition without one unlikely.
  private static List<ActionsJob> jobs() {
    return IntStream.range(0, 12)
        .mapToObj(_ -> around.github().startJob(JobSpec.example()))
        .toList();
  }

  private static void end(ActionsJob job) {
    Instant now = Instant.now();
    around.say(
        new JobCompleted(
            new JobIdentity(
                job.repositoryId(), job.repository(), job.runId(), job.runAttempt(), job.jobId()),
            "success",
            null,
            new Detection(Detection.Source.WEBHOOK, now, now),
            null));
  }

  /// The audience to ask a token for.
  private String nonce(PackagedIssuer issuer) {
    return post(
            issuer,
            "/nonce",
            "{\"repo\":\"%s\",\"job_id\":%d}".formatted(job.repository(), job.jobId()))
        .path("audience");
  }

  private static Stream<Integer> statuses(ActionsJob job) {
    return Stream.of(first, second).map(issuer -> issue(issuer, Ask.by(job)).statusCode());
  }

  private static void awaitBothRefuse(Refusal refusal, ActionsJob job) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          Refused.with(refusal, issue(first, Ask.by(job)));
          Refused.with(refusal, issue(second, Ask.by(job)));
        });
  }

  private static List<Response> atOnce(Ask both) {
    return atOnce(both, both);
  }

  private static List<Response> atOnce(Ask ofFirst, Ask ofSecond) {
    CyclicBarrier together = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return Stream.of(
              CompletableFuture.supplyAsync(() -> issue(first, ofFirst, together), threads),
              CompletableFuture.supplyAsync(() -> issue(second, ofSecond, together), threads))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    }
  }

  private static Response issue(PackagedIssuer issuer, Ask ask, CyclicBarrier together) {
    try {
      together.await();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return issue(issuer, ask);
  }

  private static Response issue(PackagedIssuer issuer, Ask ask) {
    return post(issuer, "/issue", ask.json());
  }

  private static Response post(PackagedIssuer issuer, String path, String body) {
    return given().contentType("application/json").body(body).post(address(issuer) + path);
  }

  private static PackagedIssuer ready(PackagedIssuer issuer) {
    assertThat(issuer.address()).as(issuer.said()).isNotEmpty();
    await()
        .atMost(PATIENCE)
        .until(() -> given().get(address(issuer) + "/q/health/ready").statusCode() == 200);
    return issuer;
  }

  private static String address(PackagedIssuer issuer) {
    return "http://127.0.0.1:" + issuer.port();
  }
}
