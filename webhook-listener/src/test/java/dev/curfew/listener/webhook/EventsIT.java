package dev.curfew.listener.webhook;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.listener.BrokerResource;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.CurfewEvent;
import dev.curfew.schemas.event.DeadLetter;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.event.OrderScope;
import dev.curfew.schemas.event.OrderScope.Kind;
import dev.curfew.schemas.event.RevocationOrdered;
import dev.curfew.schemas.event.RunCompleted;
import dev.curfew.schemas.event.RunIdentity;
import dev.curfew.schemas.event.StepsCompleted;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What each of GitHub's events comes to on Kafka. An answer of 202 means that it is there, so
/// nothing has to be waited for.
@QuarkusTest
@QuarkusTestResource(value = BrokerResource.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init") // injected
class EventsIT {
  private static final String REPOSITORY =
      "\"repository\": {\"id\": 186853002, \"name\": \"octo-repo\","
          + " \"full_name\": \"octo-org/octo-repo\", \"updated_at\": \"2026-11-20T10:00:00Z\"}";
  private static final String SENDER = "\"sender\": {\"login\": \"octocat\"}";

  BrokerResource broker;

  @ParameterizedTest
  @CsvSource({
    "4000001, completed, completed, 2",
    "4000002, completed, in_progress, 2",
    "4000003, requested, completed, 2",
    "4000004, completed, completed, null",
  })
  void aRunThatEndedEndsUpToItsAttempt(long run, String action, String status, String attempt) {
    deliver("workflow_run", run(run, action, status, attempt));

    assertThat(events(Topic.JOBS, RunCompleted.class))
        .filteredOn(event -> event.run().runId() == run)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.run())
              .isEqualTo(
                  new RunIdentity(
                      186853002, "octo-org/octo-repo", run, attempt.equals("null") ? 1 : 2));
          assertThat(event.conclusion()).isEqualTo("success");
          assertThat(event.detection().detectedAt())
              .isEqualTo(Instant.parse("2026-11-20T10:00:00Z"));
        });
  }

  @Test
  void aRunThatGoesOnIsIgnored() {
    deliver("workflow_run", run(4_000_010, "in_progress", "in_progress", "1"));

    assertThat(events(Topic.JOBS, RunCompleted.class))
        .noneMatch(event -> event.run().runId() == 4_000_010);
  }

  /// GitHub calls a fork's run completed before it has begun; its jobs run once it is approved,
  /// under the same id and attempt.
  @ParameterizedTest
  @CsvSource({"4000011, requested", "4000012, completed"})
  void aRunThatAwaitsApprovalHasNotEnded(long id, String action) {
    deliver(
        "workflow_run",
        run(id, action, "completed", "1").replace("\"success\"", "\"action_required\""));

    assertThat(events(Topic.JOBS, RunCompleted.class))
        .noneMatch(event -> event.run().runId() == id);
  }

  @Test
  void stepsThatEndedAreToldWhileTheirJobGoesOn() {
    deliver(
        "workflow_job",
        steps(
            4_100_001,
            """
            {"name": "Checkout", "status": "completed"}, {"name": "Deploy", "status": "completed"},
            {"name": "Test", "status": "completed"}, {"name": "Test", "status": "in_progress"},
            {"name": null, "status": "completed"}, {"name": " ", "status": "completed"}, 7
            """));

    assertThat(events(Topic.JOBS, StepsCompleted.class))
        .filteredOn(event -> event.job().jobId() == 4_100_001)
        .singleElement()
        .satisfies(event -> assertThat(event.steps()).containsExactly("Checkout", "Deploy"));
    assertThat(events(Topic.JOBS, JobCompleted.class))
        .noneMatch(event -> event.job().jobId() == 4_100_001);
  }

  @ParameterizedTest
  @CsvSource({"4120001, 2000, \u6f22", "4120002, 1000, \\u0001", "4120003, 2000, x"})
  void stepsThatFillNoRecordAreToldInSeveral(long job, int count, String letter) {
    List<String> steps =
        IntStream.range(0, count).mapToObj(step -> step + letter.repeat(1000)).toList();

    deliver(
        "workflow_job",
        steps(
            job,
            steps.stream()
                .map(name -> "{\"name\": \"%s\", \"status\": \"completed\"}".formatted(name))
                .collect(Collectors.joining(","))));

    assertThat(events(Topic.JOBS, StepsCompleted.class))
        .filteredOn(event -> event.job().jobId() == job)
        .hasSizeGreaterThan(1)
        .flatExtracting(StepsCompleted::steps)
        .containsExactlyElementsOf(
            steps.stream().map(name -> name.replace("\\u0001", "\u0001")).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"name\": \"Set up job\", \"status\": \"in_progress\"}", "null"})
  void aJobWithoutEndedStepsIsIgnored(String steps) {
    deliver("workflow_job", steps(4_100_002, steps));

    assertThat(events(Topic.JOBS, StepsCompleted.class))
        .noneMatch(event -> event.job().jobId() == 4_100_002);
  }

  @ParameterizedTest
  @CsvSource({
    "4200001, '\"4200001\"', 1, 1",
    "4200002, 4200002, null, 1",
    "4200003, 4200003, 0, 1",
    "4200004, 4200004, -3, 1",
    "4200005, 4200005, '\"2\"', 2",
    "4200006, 4200006, {}, 1",
  })
  void idsAsTextAndImpossibleAttemptsCostNoEnd(
      long job, String id, String attempt, int expectedAttempt) {
    String body =
        Bodies.completed(job)
            .replaceFirst("\"id\": " + job, "\"id\": " + id)
            .replaceFirst("\"run_attempt\": 1", "\"run_attempt\": " + attempt);

    deliver("workflow_job", body);

    assertThat(events(Topic.JOBS, JobCompleted.class))
        .filteredOn(event -> event.job().jobId() == job)
        .singleElement()
        .satisfies(event -> assertThat(event.job().runAttempt()).isEqualTo(expectedAttempt));
  }

  @ParameterizedTest
  @CsvSource({
    "4300001, \"name\": \"build\", \"name\": \"LONG\", failure",
    "4300002, \"conclusion\": \"failure\", \"conclusion\": \"a\\u0000\",",
    "4300003, \"conclusion\": \"failure\", \"conclusion\": \"\\ud800\",",
    "4300004, \"conclusion\": \"failure\", \"conclusion\": \"LONG\",",
    "4300005, 3484a3fb816e0859fd6e1cea078d76385ff50625, LONG, failure",
  })
  void textsThatAreNoneCostNoEnd(long job, String text, String hostile, String conclusion) {
    deliver(
        "workflow_job",
        Bodies.completed(job).replace(text, hostile.replace("LONG", "x".repeat(70_000))));

    assertThat(events(Topic.JOBS, JobCompleted.class))
        .filteredOn(event -> event.job().jobId() == job)
        .singleElement()
        .satisfies(event -> assertThat(event.conclusion()).isEqualTo(conclusion));
  }

  @ParameterizedTest
  @CsvSource({
    "4110001, \\u0000",
    "4110002, a\\ud800",
    "4110003, \\udc00b",
    "4110004, LONG",
    "4110005, LONG\\\"",
    "4110006, \\\\LONG",
  })
  void aStepWithoutAProperNameCostsNoOther(long job, String name) {
    deliver(
        "workflow_job",
        steps(
            job,
            """
            {"name": "Checkout\\\\", "status": "completed"}, {"name": "%s", "status": "completed"},
            {"status": "completed", "name": "Deploy \\"it\\""}
            """
                .formatted(name.replace("LONG", "\u6f22".repeat(70_000)))));

    assertThat(events(Topic.JOBS, StepsCompleted.class))
        .filteredOn(event -> event.job().jobId() == job)
        .singleElement()
        .satisfies(
            event -> assertThat(event.steps()).containsExactly("Checkout\\", "Deploy \"it\""));
  }

  @ParameterizedTest
  @CsvSource({"deleted, one-org", "suspend, other-org"})
  void anOrganisationThatLeavesIsRevoked(String action, String organisation) {
    String body =
        """
        {"action": "%s", "installation": {"id": 957387, "suspended_at": "2026-11-20T10:00:00Z",
          "account": {"login": "%s", "type": "Organization"}}, %s}
        """
            .formatted(action, organisation, SENDER);

    deliver("installation", body);
    deliver("installation", body);

    List<RevocationOrdered> orders = orders(Kind.ORGANISATION, organisation);
    assertThat(orders).hasSize(2);
    assertThat(orders)
        .extracting(RevocationOrdered::orderId)
        .as("one order")
        .containsOnly(orders.getFirst().orderId());
    assertThat(orders.getFirst().person()).isEqualTo("github");
    assertThat(orders.getFirst().reason())
        .isEqualTo("GitHub App installation: " + action + " by octocat");
  }

  @ParameterizedTest
  @CsvSource({"archived, 51", "deleted, 52", "transferred, 53"})
  void aRepositoryThatIsNoMoreIsRevoked(String action, String id) {
    deliver("repository", repository(action, id, "octo-org/octo-repo"));

    assertThat(orders(Kind.REPOSITORY_ID, id))
        .singleElement()
        .satisfies(order ->
            assertThat(order.reason())
                .isEqualTo("repository octo-org/octo-repo " + action + " by octocat"));
  }

  @ParameterizedTest
  @CsvSource({"541, ../../octo-repo", "542, a\\nb", "543, ''", "544, octo-org/\\u0000"})
  void whatARepositoryIsCalledCostsNoOrder(String id, String name) {
    deliver("repository", repository("deleted", id, name));

    assertThat(orders(Kind.REPOSITORY_ID, id))
        .singleElement()
        .satisfies(order -> assertThat(order.reason()).isEqualTo("repository deleted by octocat"));
  }

  /// Who gets a repository chooses its name: it may be another's at the former owner.
  @ParameterizedTest
  @ValueSource(strings = {"user", "organization"})
  void aRepositoryThatWasGivenAwayCostsNoOtherItsCredentials(String kind) {
    int before = events(Topic.ORDERS, RevocationOrdered.class).size();

    deliver(
        "repository",
        "{\"action\": \"transferred\", \"changes\": {\"owner\": {\"from\": {\"%s\": {\"login\": \"former\"}}}}, %s, %s}"
            .formatted(kind, REPOSITORY, SENDER));

    assertThat(events(Topic.ORDERS, RevocationOrdered.class))
        .hasSize(before + 1)
        .last()
        .satisfies(order ->
            assertThat(order.scope()).isEqualTo(new OrderScope(Kind.REPOSITORY_ID, "186853002")));
  }

  @ParameterizedTest
  @CsvSource({
    "repository, created",
    "repository, renamed",
    "installation, created",
    "installation, unsuspend",
    "secret_scanning_alert, resolved"
  })
  void otherActionsOrderNothing(String event, String action) {
    int before = events(Topic.ORDERS, RevocationOrdered.class).size();

    deliver(event, "{\"action\": \"%s\", %s, %s}".formatted(action, REPOSITORY, SENDER));

    assertThat(events(Topic.ORDERS, RevocationOrdered.class)).hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"repository", "installation", "secret_scanning_alert"})
  void whatShouldOrderAndDoesNotSayWhatIsKept(String event) {
    int before = events(Topic.DEAD_LETTERS, DeadLetter.class).size();

    deliver(event, "{\"action\": null}");

    assertThat(events(Topic.DEAD_LETTERS, DeadLetter.class)).hasSize(before + 1);
  }

  private <E extends CurfewEvent> List<E> events(Topic topic, Class<E> type) {
    try (TopicReader reader = new TopicReader(broker.bootstrapServers(), topic)) {
      return reader.events(type);
    }
  }

  private List<RevocationOrdered> orders(Kind kind, String value) {
    return events(Topic.ORDERS, RevocationOrdered.class).stream()
        .filter(order -> order.scope().equals(new OrderScope(kind, value)))
        .toList();
  }

  private static String repository(String action, String id, String name) {
    return "{\"action\": \"%s\", %s, %s}"
        .formatted(
            action,
            REPOSITORY.replace("186853002", id).replace("octo-org/octo-repo", name),
            SENDER);
  }

  private static String run(long id, String action, String status, String attempt) {
    return """
    {"action": "%s", "workflow_run": {"id": %d, "run_attempt": %s, "status": "%s",
      "conclusion": "success", "updated_at": "2026-11-20T10:00:00Z"}, %s, %s}
    """
        .formatted(action, id, attempt, status, REPOSITORY, SENDER);
  }

  private static String steps(long job, String steps) {
    return Bodies.job(job, "in_progress", "in_progress")
        .replaceFirst(
            "\"steps\": \\[.*?]",
            Matcher.quoteReplacement("\"steps\": [" + steps.replace("\n", "") + "]"));
  }

  private static void deliver(String event, String body) {
    given()
        .contentType("application/json")
        .header("X-GitHub-Event", event)
        .header("X-Hub-Signature-256", Bodies.sign(BrokerResource.SECRET, body))
        .body(body.getBytes(UTF_8))
        .post("/webhooks/github")
        .then()
        .statusCode(202);
  }
}
