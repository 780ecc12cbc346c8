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
import java.net.http.HttpResponse;
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
      @ResourceArg(name = "curfew.issuer.rate-limit.refusal-events", value = "2")
    })
@SuppressWarnings("NullAway.Init") // injected
class RateLimitIT {
  private static final int OF_REPOSITORY = 4;
  private static final int OF_ADDRESS = 40;
  private static final int EVENTS = 2;

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
    for (int i = 1; i < OF_REPOSITORY; i++) {
      assertThat(Ask.by(job).post().statusCode()).isEqualTo(200);
    }

    Response answer = Ask.by(job).post();

    Refused.with(Refusal.RATE_LIMITED, answer);
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
    assertThat(Ask.by(other).post().statusCode()).isEqualTo(200);
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
