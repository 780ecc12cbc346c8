package dev.curfew.issuer.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.event.IssuanceRefused;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Who asks too often waits, and nobody else does.
@QuarkusTest
@WithTestResource(
    value = Surroundings.class,
    initArgs = {
      @ResourceArg(name = "curfew.issuer.rate-limit.repository", value = "4"),
      @ResourceArg(name = "curfew.issuer.rate-limit.address", value = "40"),
      @ResourceArg(name = "curfew.issuer.rate-limit.refusal-events", value = "2"),
      @ResourceArg(name = "quarkus.http.limits.max-connections", value = "60")
    })
@SuppressWarnings("NullAway.Init") // injected
class RateLimitIT {
  private static final int OF_REPOSITORY = 4;
  private static final int OF_ADDRESS = 40;
  private static final int EVENTS = 2;
  private static final int CONNECTIONS = 60;

  @RegisterExtension static final LogWatch LOG = new LogWatch();

  Surroundings around;

  @Test
  void aRepositoryWaitsAndAnotherDoesNot() {
    ActionsJob job = around.github().startJob(JobSpec.example());
    ActionsJob other =
        around.github().startJob(JobSpec.example().withRepository("octo-org/another"));
    String replayed = job.idToken(Surroundings.AUDIENCE);
    assertThat(Ask.by(job, replayed).post().statusCode()).isEqualTo(200);
    for (int i = 0; i < OF_REPOSITORY; i++) {
      Refused.with(Refusal.TOKEN_REPLAYED, Ask.by(job, replayed).post());
    }
    // Unlike a replay, this uses a token up.
    String unknown = job.idToken(Surroundings.AUDIENCE + ":" + "n".repeat(43));
    Refused.with(Refusal.NONCE_UNKNOWN, Ask.by(job, unknown).post());
    for (int i = 2; i < OF_REPOSITORY; i++) {
      assertThat(Ask.by(job).post().statusCode()).isEqualTo(200);
    }

    String early = job.idToken(Surroundings.AUDIENCE);
    Response answer = Ask.by(job, early).post();

    Refused.with(Refusal.RATE_LIMITED, answer);
    int wait = Integer.parseInt(answer.header("Retry-After"));
    assertThat(wait).isBetween(1, 60);
    assertThat(Ask.by(other).post().statusCode()).isEqualTo(200);
    // The token was not used up by the request that came too early.
    await()
        .pollDelay(Duration.ofSeconds(wait))
        .pollInterval(Duration.ofSeconds(5))
        .atMost(Duration.ofSeconds(90))
        .until(() -> Ask.by(job, early).post().statusCode() == 200);
  }

  @Test
  void anAddressWaitsAndAnotherDoesNot() {
    try (From one = new From("127.0.0.9");
        From other = new From("127.0.0.10")) {
      // Greedy: some come back while it asks.
      HttpResponse<String> last = one.ask(2 * OF_ADDRESS, null).getLast();

      assertThat(last.statusCode()).isEqualTo(429);
      assertThat(last.headers().firstValue("Retry-After")).isPresent();
      assertThat(last.body()).contains("https://curfew.dev/problems/rate-limited");
      assertThat(other.refused(1, null)).isZero();
    }
  }

  /// Whatever is asked, and wherever: only probes are let through.
  @Test
  void eachRequestCounts() throws IOException {
    String large = "POST /issue HTTP/1.1\r\nHost: a\r\nContent-Length: 70000\r\n\r\n";
    String elsewhere = "GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    String probe = "GET /q/health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    for (int i = 0; i < OF_ADDRESS; i++) {
      assertThat(RawHttp.statusOf("127.0.0.12", large)).isIn(413, 429);
    }
    assertThat(RawHttp.statusOf("127.0.0.12", large)).isEqualTo(429);
    assertThat(RawHttp.statusOf("127.0.0.12", elsewhere)).isEqualTo(429);
    assertThat(RawHttp.statusOf("127.0.0.12", probe)).isEqualTo(200);
  }

  @Test
  void connectionsAreBounded() throws IOException {
    String probe = "GET /q/health/live HTTP/1.1\r\nHost: a\r\n\r\n";
    List<RawHttp> open = new ArrayList<>();
    int answered = 0;
    for (int i = 0; i < 2 * CONNECTIONS; i++) {
      RawHttp connection = RawHttp.from("127.0.0.13");
      open.add(connection);
      connection.send(probe);
      answered += connection.status().isPresent() ? 1 : 0;
    }
    assertThat(answered).isBetween(1, CONNECTIONS);
    for (RawHttp connection : open) {
      connection.close();
    }

    await().until(() -> RawHttp.statusOf("127.0.0.13", probe) == 200);
  }

  /// Anybody can write that header.
  @Test
  void whatAClientSaysOfItsAddressChangesNothing() {
    try (From one = new From("127.0.0.11")) {
      assertThat(
              IntStream.range(0, 2 * OF_ADDRESS)
                  .filter(i -> one.refused(1, "192.0.2." + i) == 1)
                  .count())
          .isPositive();
    }
  }

  @Test
  void whatIsToldOfARepositoryIsBounded() {
    ActionsJob job =
        around.github().startJob(JobSpec.example().withRepository(Surroundings.HIDDEN_REPOSITORY));
    double dropped = RefusalEventsIT.counted("curfew_refusal_events_total{outcome=\"dropped\"}");
    for (int i = 0; i < OF_REPOSITORY; i++) {
      Refused.with(
          Refusal.ROLE_NOT_GRANTED, Ask.by(job).with("role", Surroundings.OTHERS_ROLE).post());
    }

    try (TopicReader events = around.credentialEvents()) {
      await().until(() -> told(events, job) == EVENTS);
      assertThat(RefusalEventsIT.counted("curfew_refusal_events_total{outcome=\"dropped\"}"))
          .isEqualTo(dropped + OF_REPOSITORY - EVENTS);
      assertThat(told(events, job)).isEqualTo(EVENTS);
    }
  }

  private static long told(TopicReader events, ActionsJob job) {
    return events.events(IssuanceRefused.class).stream()
        .filter(refused -> refused.run().repositoryId() == job.repositoryId())
        .count();
  }
}
