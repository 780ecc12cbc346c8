package dev.curfew.local.system;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.local.Checkout;
import dev.curfew.local.stack.ListenerPair;
import dev.curfew.local.stack.ServiceProcess;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.Detection;
import dev.curfew.schemas.event.JobCompleted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two instances share the work: both take webhooks, one asks GitHub.
@SuppressWarnings("NullAway.Init") // started before all tests
class TwoListenersIT {
  /// Kafka replaces a killed leader after 6 s.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int JOBS = 20;
  private static final int SWEEPS = 3;
  private static final Pattern FINISHED =
      Pattern.compile("(?m)^curfew_sweeps_total\\{[^}]*outcome=\"finished\"[^}]*} (\\S+)$");

  @TempDir static Path directory;
  private static ListenerPair pair;
  private static TopicReader topic;
  private static HttpClient http;

  @BeforeAll
  static void start() {
    http = HttpClient.newHttpClient();
    pair = new ListenerPair(Checkout.here(), directory, "octo-org");
    topic = new TopicReader(pair.bootstrapServers(), Topic.JOBS);
  }

  @AfterAll
  static void stop() {
    topic.close();
    pair.close();
    http.close();
  }

  @Test
  void bothTakeWebhooks() {
    for (ServiceProcess listener : pair.listeners()) {
      ActionsJob job = pair.github().startJob(JobSpec.example());
      pair.github().complete(job, "success");
      byte[] body = pair.github().completedBody(job);

      int status =
          pair.github()
              .deliver(pair.webhook(listener), pair.webhookSecret(), "workflow_job", body)
              .status();

      assertThat(status).isEqualTo(202);
      assertThat(endsOf(job))
          .singleElement()
          .satisfies(
              end -> assertThat(end.detection().source()).isEqualTo(Detection.Source.WEBHOOK));
    }
  }

  @Test
  void oneSweepsAndWhereItIsKilledTheOther() {
    ServiceProcess leader = awaitSoleSweeper();
    assertEachEndIsToldOnce();

    leader.kill();
    assertThat(awaitSoleSweeper()).isNotSameAs(leader);
    assertEachEndIsToldOnce();

    leader.restart();
    leader.awaitReady();
    awaitSoleSweeper();
    assertEachEndIsToldOnce();
  }

  /// By the sweep, as the hook leads nowhere.
  private static void assertEachEndIsToldOnce() {
    List<ActionsJob> jobs =
        Stream.generate(() -> pair.github().startJob(JobSpec.example())).limit(JOBS).toList();
    jobs.forEach(job -> pair.github().finish(job, "success"));

    await().atMost(PATIENCE).until(() -> jobs.stream().noneMatch(job -> endsOf(job).isEmpty()));

    // Another instance would have told of them by now.
    awaitSoleSweeper();
    assertThat(jobs).allSatisfy(job -> assertThat(endsOf(job)).hasSize(1));
  }

  private static List<JobCompleted> endsOf(ActionsJob job) {
    return topic.events(JobCompleted.class).stream()
        .filter(end -> end.job().jobId() == job.jobId())
        .toList();
  }

  private static ServiceProcess awaitSoleSweeper() {
    return await()
        .atMost(PATIENCE)
        .until(TwoListenersIT::soleSweeper, Optional::isPresent)
        .orElseThrow();
  }

  /// Who alone swept while some sweeps were finished; empty where several did.
  private static Optional<ServiceProcess> soleSweeper() {
    Map<ServiceProcess, Double> before = finishedSweeps();
    await().atMost(PATIENCE).until(() -> sum(finishedSweeps()) >= sum(before) + SWEEPS);
    List<ServiceProcess> sweepers =
        finishedSweeps().entrySet().stream()
            .filter(now -> now.getValue() > before.getOrDefault(now.getKey(), 0.0))
            .map(Map.Entry::getKey)
            .toList();
    return sweepers.size() == 1 ? Optional.of(sweepers.getFirst()) : Optional.empty();
  }

  private static double sum(Map<ServiceProcess, Double> sweeps) {
    return sweeps.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static Map<ServiceProcess, Double> finishedSweeps() {
    return pair.listeners().stream()
        .filter(ServiceProcess::isAlive)
        .collect(toMap(listener -> listener, TwoListenersIT::finishedSweeps));
  }

  private static double finishedSweeps(ServiceProcess listener) {
    Matcher matcher = FINISHED.matcher(metrics(listener));
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
  }

  private static String metrics(ServiceProcess listener) {
    HttpRequest request = HttpRequest.newBuilder(listener.uri().resolve("/q/metrics")).build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
