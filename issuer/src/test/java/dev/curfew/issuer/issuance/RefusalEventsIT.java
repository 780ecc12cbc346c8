package dev.curfew.issuer.issuance;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.issuer.policy.opa.GateStandIn;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Sha256;
import dev.curfew.schemas.event.IssuanceRefused;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Refusals are told on Kafka where it is known whose they are, and nowhere else.
@QuarkusTest
@WithTestResource(Surroundings.class)
@SuppressWarnings("NullAway.Init") // injected
class RefusalEventsIT {
  @RegisterExtension static final LogWatch LOG = new LogWatch();

  Surroundings around;
  ActionsJob job;
  TopicReader events;

  @BeforeEach
  void open() {
    job = around.github().startJob(JobSpec.example());
    events = around.credentialEvents();
  }

  @AfterEach
  void close() {
    around.gate().answer(200, GateStandIn.ALLOWS);
    events.close();
  }

  @Test
  void tellsWhoWasRefusedWhatAndWhy() {
    String token = job.idToken(Surroundings.AUDIENCE);
    around
        .gate()
        .answer(
            200,
            "{\"result\":{\"allow\":false,\"reasons\":[\"it is Friday\"]},\"decision_id\":\"no-7\"}");

    Refused.with(Refusal.ROLE_NOT_GRANTED, Ask.by(job, token).post());

    IssuanceRefused refused = awaitRefusals(1).getFirst();
    assertThat(refused.reason()).isEqualTo("role-not-granted");
    assertThat(refused.detail()).contains("it is Friday");
    assertThat(refused.decisionId()).isEqualTo("no-7");
    assertThat(refused.roleArn()).isEqualTo(Surroundings.ROLE);
    assertThat(refused.run().runId()).isEqualTo(job.runId());
    assertThat(refused.run().repositoryId()).isEqualTo(job.repositoryId());
    assertThat(refused.jobId()).isEqualTo(job.jobId());
    assertThat(refused.context().commit()).isEqualTo(job.headSha());
    assertThat(refused.tokenSha256()).isEqualTo(Sha256.hex(token.getBytes(UTF_8)));
    assertThat(around.gate().asked().getLast().body()).contains("" + refused.credentialId());
    assertThat(events.records())
        .allSatisfy(r -> assertThat(new String(r.value(), UTF_8)).doesNotContain(token))
        .filteredOn(r -> new String(r.value(), UTF_8).contains(refused.tokenSha256()))
        .singleElement()
        .satisfies(r ->
            assertThat(new String(r.key(), UTF_8))
                .isEqualTo(job.repositoryId() + ":" + job.runId()));
  }

  /// What the request says of a job is its caller's invention.
  @Test
  void tellsOfTheTokensJobAndNotOfTheRequests() {
    ActionsJob other = around.github().startJob(JobSpec.example());

    Refused.with(
        Refusal.JOB_MISMATCH,
        Ask.by(job)
            .with("job_id", other.jobId())
            .with("role", "arn:aws:iam::1:role/\u0000\ud83d\nforged")
            .post());

    IssuanceRefused refused = awaitRefusals(1).getFirst();
    assertThat(refused.reason()).isEqualTo("job-mismatch");
    assertThat(refused.jobId()).isEqualTo(job.jobId());
    assertThat(refused.roleArn()).isNull();
    assertThat(refusals(other)).isEmpty();
  }

  @Test
  void aTokenThatIsShownAgainIsTold() {
    String token = job.idToken(Surroundings.AUDIENCE);
    assertThat(Ask.by(job, token).post().statusCode()).isEqualTo(200);

    Refused.with(Refusal.TOKEN_REPLAYED, Ask.by(job, token).post());

    assertThat(awaitRefusals(1).getFirst().reason()).isEqualTo("token-replayed");
  }

  /// Or anybody could have anything told of anybody.
  @Test
  void whatIsNotVerifiedIsCountedAndNotTold() {
    String token = job.idToken(Surroundings.AUDIENCE);
    String forged = token.substring(0, token.length() - 8) + "AAAAAAAA";
    double before = counted("curfew_refusals_total{reason=\"invalid-token\"}");

    Refused.with(Refusal.INVALID_TOKEN, Ask.by(job, forged).post());
    Refused.with(Refusal.INVALID_TOKEN, Ask.by(job, job.idToken("another")).post());

    assertThat(counted("curfew_refusals_total{reason=\"invalid-token\"}")).isEqualTo(before + 2);
    Refused.with(
        Refusal.ROLE_NOT_GRANTED, Ask.by(job).with("role", Surroundings.OTHERS_ROLE).post());
    assertThat(awaitRefusals(1))
        .extracting(IssuanceRefused::reason)
        .containsExactly("role-not-granted");
  }

  @Test
  void theAnswerIsTheSameWhileKafkaIsAway() {
    double failed = counted("curfew_refusal_events_total{outcome=\"failed\"}");
    around.stopBroker();
    try {
      Refused.with(
          Refusal.ROLE_NOT_GRANTED, Ask.by(job).with("role", Surroundings.OTHERS_ROLE).post());
      await().until(() -> counted("curfew_refusal_events_total{outcome=\"failed\"}") == failed + 1);
    } finally {
      around.startBroker();
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> Ask.by(job).post().statusCode() == 200);
  }

  private List<IssuanceRefused> awaitRefusals(int count) {
    await().until(() -> refusals(job).size() >= count);
    return refusals(job);
  }

  private List<IssuanceRefused> refusals(ActionsJob of) {
    return events.events(IssuanceRefused.class).stream()
        .filter(refused -> refused.jobId() != null && refused.jobId() == of.jobId())
        .toList();
  }

  static double counted(String metric) {
    return given()
        .get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith(metric))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }
}
