package dev.curfew.listener.webhook;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.listener.BrokerResource;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.event.RevocationOrdered;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a source may tell by a secret of its own: what is about itself.
@QuarkusTest
@QuarkusTestResource(value = BrokerResource.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init") // injected
class SourcesIT {
  private static final String NOTHING = "\"private\": false";

  BrokerResource broker;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "repository:42 | 42 | \"organization\": {\"id\": 5} | 5000001",
        "organization:38302899 | 77 | \"organization\": {\"id\": 38302899} | 5000002",
        "business:7 | 77 | \"enterprise\": {\"id\": 7} | 5000003",
        "integration:99 | 77 | \"installation\": {\"id\": 1234} | 5000004",
      })
  void endsAJobOfItsOwn(String source, long repository, String more, long job) {
    assertThat(deliver(source, "workflow_job", job(job, repository, more))).isEqualTo(202);

    assertThat(isEnded(job)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "repository:42 | 77 | " + NOTHING + " | 5100001",
        "repository:42 | 77 | \"organization\": {\"id\": 42} | 5100002",
        "organization:38302899 | 77 | " + NOTHING + " | 5100003",
        "organization:38302899 | 77 | \"organization\": {\"id\": 5} | 5100004",
        "organization:38302899 | 38302899 | \"organization\": {\"id\": null} | 5100005",
        "business:7 | 77 | \"enterprise\": {\"id\": 8} | 5100006",
        "integration:99 | 99 | " + NOTHING + " | 5100007",
      })
  void endsNobodyElsesJob(String source, long repository, String more, long job) {
    assertThat(deliver(source, "workflow_job", job(job, repository, more))).isEqualTo(403);

    assertThat(isEnded(job)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "integration:99, 99, 202",
    "integration:99, 98, 403",
    "integration:99, null, 403",
    "repository:42, 42, 403",
    "organization:38302899, 38302899, 403",
    "business:7, 7, 403",
  })
  void onlyAnAppTellsOfItsInstallations(String source, String app, int answer) {
    String organisation = (source + "-" + app).replace(':', '-');
    String body =
        """
        {"action": "deleted", "repository": {"id": 42}, "organization": {"id": 38302899},
          "enterprise": {"id": 7},
          "installation": {"id": 957387, "app_id": %s, "account": {"login": "%s"}}}
        """
            .formatted(app, organisation);

    assertThat(deliver(source, "installation", body)).isEqualTo(answer);

    assertThat(isOrdered(organisation)).isEqualTo(answer == 202);
  }

  @ParameterizedTest
  @CsvSource({"42, 202", "77, 403"})
  void aRepositoryIsGivenUpByItselfAlone(long repository, int answer) {
    String name = "octo-org/given-up-" + repository;
    String body =
        "{\"action\": \"archived\", \"repository\": {\"id\": %d, \"full_name\": \"%s\"}}"
            .formatted(repository, name);

    assertThat(deliver("repository:42", "repository", body)).isEqualTo(answer);

    assertThat(isOrdered(Long.toString(repository))).isEqualTo(answer == 202);
    assertThat(isOrdered(name)).isFalse();
  }

  private boolean isEnded(long job) {
    try (TopicReader jobs = new TopicReader(broker.bootstrapServers(), Topic.JOBS)) {
      return jobs.events(JobCompleted.class).stream().anyMatch(end -> end.job().jobId() == job);
    }
  }

  private boolean isOrdered(String value) {
    try (TopicReader orders = new TopicReader(broker.bootstrapServers(), Topic.ORDERS)) {
      return orders.events(RevocationOrdered.class).stream()
          .anyMatch(order -> value.equals(order.scope().value()));
    }
  }

  private static String job(long job, long repository, String more) {
    return Bodies.completed(job)
        .replace("\"id\": 186853002", "\"id\": " + repository)
        .replace("\"sender\"", more + ", \"sender\"");
  }

  private static int deliver(String source, String event, String body) {
    String[] target = source.split(":", 2);
    return given()
        .contentType("application/json")
        .header("X-GitHub-Event", event)
        .header("X-GitHub-Hook-Installation-Target-Type", target[0])
        .header("X-GitHub-Hook-Installation-Target-ID", target[1])
        .header("X-Hub-Signature-256", Bodies.sign(BrokerResource.OWN_SECRET, body))
        .body(body.getBytes(UTF_8))
        .post("/webhooks/github")
        .statusCode();
  }
}
