package dev.curfew.listener.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import dev.curfew.listener.StubGitHub;
import dev.curfew.listener.StubGitHubResource;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.DeadLetter;
import dev.curfew.schemas.event.JobCompleted;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// GitHub answers what it should not, and the sweep goes on.
@QuarkusTest
@QuarkusTestResource(value = StubGitHubResource.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init") // injected
class SweepTroubleIT {
  private static final String LIST = StubGitHubResource.HOOK + "/deliveries";
  private static final String OTHER_LIST = StubGitHubResource.OTHER_HOOK + "/deliveries";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration DRIP = Duration.ofMillis(200);
  private static final byte[] MEGABYTE = " ".repeat(1 << 20).getBytes(UTF_8);
  private static final long A_GIGABYTE = 1L << 30;
  private static final AtomicLong IDS = new AtomicLong(900_000);

  StubGitHubResource resource;
  @Inject MeterRegistry registry;
  TopicReader jobs;
  TopicReader letters;

  @BeforeEach
  void open() {
    jobs = new TopicReader(resource.bootstrapServers(), Topic.JOBS);
    letters = new TopicReader(resource.bootstrapServers(), Topic.DEAD_LETTERS);
  }

  @AfterEach
  void close() {
    list();
    github().answer(OTHER_LIST, 200, "[]");
    letters.close();
    jobs.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 500})
  void whatGitHubDoesNotHandOutHoldsNothingElseUpAndIsBuried(int status) {
    long bad = IDS.incrementAndGet();
    long good = missed();
    github().answer(LIST + "/" + bad, status, "{}");
    list(item(bad, now()), item(good, now()));

    await().until(() -> hasEnded(good));
    await().until(() -> isBuried(bad));
    assertThat(hasEnded(bad)).isFalse();
  }

  @Test
  void whatGitHubHandsOutAfterAllIsBroughtIn() {
    long late = missed();
    github()
        .on(
            LIST + "/" + late,
            exchange -> {
              github().answer(LIST + "/" + late, 200, delivery(late));
              StubGitHub.write(exchange, 500, "{}");
            });
    list(item(late, now()));

    await().until(() -> hasEnded(late));
    assertThat(isBuried(late)).isFalse();
  }

  @Test
  void anAlertThatWeMayNotReadIsADeadLetterAtOnce() {
    long id = IDS.incrementAndGet();
    String alert =
        """
        {"request": {"payload": {"action": "created", "alert": {"number": 42, "secret_type": "aws_access_key_id",
          "created_at": "2026-11-19T10:00:00Z", "updated_at": "2026-11-20T10:00:00Z"},
         "repository": {"id": 186853002, "full_name": "octo-org/octo-repo"}}}}
        """;
    github()
        .answer(
            "/repos/octo-org/octo-repo/secret-scanning/alerts/42",
            403,
            "{\"message\": \"Resource not accessible by integration\"}");

    github().answer(LIST + "/" + id, 200, alert);
    list(
        item(id, now())
            .replace("workflow_job", "secret_scanning_alert")
            .replace("completed", "created"));

    await().until(() -> isBuried(id));
    assertThat(letters.events(DeadLetter.class))
        .anyMatch(letter -> letter.detail().endsWith("GitHub refuses"));
  }

  @Test
  void anAnswerThatDripsHasItsDeadline() {
    long id = missed();
    github()
        .on(
            LIST,
            exchange -> {
              list(item(id, now()));
              exchange.sendResponseHeaders(200, 0);
              OutputStream body = exchange.getResponseBody();
              while (!Thread.currentThread().isInterrupted()) {
                body.write('[');
                body.flush();
                LockSupport.parkNanos(DRIP.toNanos());
              }
            });

    await().until(() -> hasEnded(id));
  }

  @Test
  void anAnswerWithoutAnEndIsNotReadToItsEnd() {
    long id = missed();
    AtomicLong written = new AtomicLong();
    AtomicBoolean hungUp = new AtomicBoolean();
    github()
        .on(
            LIST,
            exchange -> {
              list(item(id, now()));
              exchange.sendResponseHeaders(200, 0);
              try {
                while (written.addAndGet(MEGABYTE.length) < A_GIGABYTE) {
                  exchange.getResponseBody().write(MEGABYTE);
                }
              } catch (IOException e) {
                hungUp.set(true);
              }
            });

    await().until(() -> hasEnded(id));
    assertThat(hungUp).isTrue();
  }

  /// Each question counts against the rate limit.
  @Test
  void whatTellsNothingByItsActionIsNotAskedFor() {
    long id = missed();
    long queued = IDS.incrementAndGet();
    AtomicBoolean asked = new AtomicBoolean();
    github()
        .on(
            LIST + "/" + queued,
            exchange -> {
              asked.set(true);
              StubGitHub.write(exchange, 200, delivery(queued));
            });

    list(item(queued, now()).replace("completed", "queued"), item(id, now()));

    await().until(() -> hasEnded(id));
    assertThat(asked).isFalse();
  }

  /// GitHub's clock, as this hook's deliveries show it, is two hours behind ours.
  @Test
  void whatIsLateByOurClockIsNotByGitHubs() {
    Instant behind = now().minus(Duration.ofHours(2));
    long first = missed(OTHER_LIST);
    github().answer(OTHER_LIST, 200, "[" + item(first, behind) + "]");
    await().until(() -> hasEnded(first));

    long second = missed(OTHER_LIST);
    github().answer(OTHER_LIST, 200, "[" + item(second, behind.plusSeconds(1)) + "]");

    await().until(() -> hasEnded(second));
  }

  @Test
  void whatIsListedLaterThanWhatCameAfterItIsFound() {
    Instant at = now();
    long first = missed();
    list(item(first, at));
    await().until(() -> hasEnded(first));

    long late = missed();
    list(item(first, at), item(late, at.minus(Duration.ofMinutes(10))));

    await().until(() -> hasEnded(late));
  }

  @Test
  void aTimeInTheFutureHidesNothing() {
    long first = missed();
    String future = item(first, now().plus(Duration.ofDays(900)));
    list(future);
    await().until(() -> hasEnded(first));
    awaitSweeps("finished", 4);

    long second = missed();
    list(future, item(second, now()));

    await().until(() -> hasEnded(second));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "\"\"", "3"})
  void whatIsNoListFinishesNoSweep(String answer) {
    github().answer(LIST, 200, answer);
    awaitFailedSweeps(2);
    double finished = lastFinished();

    awaitFailedSweeps(2);

    assertThat(lastFinished()).isEqualTo(finished);
  }

  @Test
  void anItemThatNobodyCanReadHoldsNothingElseUp() {
    long good = missed();
    list("{}", "7", item(good, now()).replace("delivered_at", "at"), item(good, now()));

    await().until(() -> hasEnded(good));
  }

  @Test
  void anEmptyPageIsNotTheLastOne() {
    long id = missed();
    github()
        .on(
            LIST,
            exchange -> {
              String query = exchange.getRequestURI().getQuery();
              boolean isFirst = !query.contains("cursor");
              if (isFirst) {
                next(exchange, "2");
              }
              StubGitHub.write(exchange, 200, isFirst ? "[]" : "[" + item(id, now()) + "]");
            });

    await().until(() -> hasEnded(id));
  }

  @Test
  void aListWithoutAnEndIsGivenUp() {
    AtomicLong pages = new AtomicLong();
    github()
        .on(
            LIST,
            exchange -> {
              next(exchange, Long.toString(pages.incrementAndGet()));
              StubGitHub.write(exchange, 200, "[" + item(1, now()).replace("502", "202") + "]");
            });

    awaitFailedSweeps(2);

    assertThat(pages.get()).isGreaterThan(2);
  }

  @Test
  void aListThatLeadsBackToItselfIsGivenUp() {
    AtomicLong pages = new AtomicLong();
    github()
        .on(
            LIST,
            exchange -> {
              pages.incrementAndGet();
              next(exchange, "2");
              StubGitHub.write(exchange, 200, "[" + item(1, now()).replace("502", "202") + "]");
            });

    awaitFailedSweeps(2);

    assertThat(pages.get()).isLessThan(100);
  }

  private void next(HttpExchange exchange, String cursor) {
    exchange
        .getResponseHeaders()
        .set("Link", "<%s%s?cursor=%s>; rel=\"next\"".formatted(github().api(), LIST, cursor));
  }

  /// Of which the first may have begun before.
  private void awaitFailedSweeps(int count) {
    awaitSweeps("failed", count);
  }

  private void awaitSweeps(String outcome, int count) {
    Counter sweeps = registry.counter("curfew.sweeps", "outcome", outcome);
    double before = sweeps.count();
    await().atMost(PATIENCE).until(() -> sweeps.count() >= before + count);
  }

  private double lastFinished() {
    return registry
        .get("curfew.sweep.last.finished")
        .tag("hook", StubGitHubResource.HOOK.substring(1))
        .gauge()
        .value();
  }

  private StubGitHub github() {
    return resource.github();
  }

  private long missed() {
    return missed(LIST);
  }

  private long missed(String list) {
    long id = IDS.incrementAndGet();
    github().answer(list + "/" + id, 200, delivery(id));
    return id;
  }

  private void list(String... items) {
    github().answer(LIST, 200, Arrays.stream(items).collect(joining(",", "[", "]")));
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  private static String item(long id, Instant at) {
    return """
    {"id": %d, "guid": "guid-%d", "delivered_at": "%s", "redelivery": false, "status_code": 502,
     "event": "workflow_job", "action": "completed"}
    """
        .formatted(id, id, at);
  }

  private static String delivery(long id) {
    return """
    {"request": {"payload": %s}}
    """
        .formatted(job(id));
  }

  private static String job(long id) {
    return """
    {"action": "completed",
     "workflow_job": {"id": %d, "run_id": %d, "run_attempt": 1, "status": "completed",
       "conclusion": "success", "head_sha": "%s", "name": "build",
       "started_at": "2026-11-19T10:00:00Z", "completed_at": "2026-11-19T10:01:00Z", "steps": []},
     "repository": {"id": 186853002, "full_name": "octo-org/octo-repo",
       "owner": {"id": 1, "login": "octo-org"}}}
    """
        .formatted(id, id, "a".repeat(40));
  }

  private boolean hasEnded(long id) {
    return jobs.events(JobCompleted.class).stream().anyMatch(end -> end.job().jobId() == id);
  }

  private boolean isBuried(long id) {
    return letters.events(DeadLetter.class).stream()
        .anyMatch(letter -> letter.origin().reference().equals("guid-" + id));
  }
}
