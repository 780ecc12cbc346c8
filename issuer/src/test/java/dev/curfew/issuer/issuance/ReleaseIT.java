package dev.curfew.issuer.issuance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.event.CredentialReleased;
import dev.curfew.schemas.event.JobIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever was given a credential may end it, and nobody else.
@QuarkusTest
@QuarkusTestResource(value = Surroundings.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init") // injected
class ReleaseIT {
  @RegisterExtension static final LogWatch LOG = new LogWatch();

  Surroundings around;
  ActionsJob job;

  @BeforeEach
  void startJob() {
    job = around.github().startJob(JobSpec.example());
  }

  /// Not awaited: what is answered 202 is on Kafka.
  @Test
  void aReleaseIsOnKafkaBeforeItsAnswer() {
    Instant before = Instant.now();
    Response issued = issue();

    assertReleased(release(issued));

    assertThat(releases(issued))
        .singleElement()
        .satisfies(released -> {
          assertThat(released.job())
              .isEqualTo(
                  new JobIdentity(
                      job.repositoryId(),
                      job.repository(),
                      job.runId(),
                      job.runAttempt(),
                      job.jobId()));
          assertThat(released.releasedAt()).isBetween(before, Instant.now());
        });
  }

  @Test
  void aReleaseThatComesAgainIsAnsweredAlikeAndPublishedOnce() {
    Response issued = issue();

    assertReleased(release(issued));
    assertReleased(release(issued));

    assertThat(releases(issued)).hasSize(1);
  }

  @Test
  void aWrongTokenReleasesNothing() {
    Response issued = issue();
    Response other = issue();

    for (String token :
        List.of("x", other.path("release_token"), issued.<String>path("release_token") + "A")) {
      Refused.with(Refusal.RELEASE_REFUSED, Ask.release(issued.path("credential_id"), token));
    }
    Refused.with(
        Refusal.RELEASE_REFUSED,
        Ask.release(UUID.randomUUID().toString(), issued.path("release_token")));

    assertThat(releases(issued)).isEmpty();
    assertThat(releases(other)).isEmpty();
  }

  @Test
  void theTokenIsStoredNowhere() {
    Response issued = issue();
    String token = issued.path("release_token");
    release(issued);

    assertThat(around.rows("select t::text from issuer.release_right t"))
        .isNotEmpty()
        .noneMatch(row -> row.contains(token));
    try (TopicReader events = around.credentialEvents()) {
      assertThat(events.records()).noneMatch(r -> new String(r.value(), UTF_8).contains(token));
    }
  }

  @Test
  void withoutKafkaNothingIsReleasedAndItMayComeAgain() {
    Response issued = issue();

    around.stopBroker();
    try {
      Refused.with(Refusal.UNAVAILABLE, release(issued));
    } finally {
      around.startBroker();
    }

    await().atMost(Duration.ofSeconds(30)).until(() -> release(issued).statusCode() == 202);
  }

  @Test
  void withoutTheDatabaseNothingIsReleasedAndItMayComeAgain() {
    Response issued = issue();

    around.stopDatabase();
    try {
      Refused.with(Refusal.UNAVAILABLE, release(issued));
    } finally {
      around.startDatabase();
    }

    assertReleased(release(issued));
  }

  @ParameterizedTest
  @ValueSource(strings = {"credential_id", "release_token"})
  void eachMissingFieldIsNamed(String field) {
    String whole =
        "{\"credential_id\":\"0199f0a0-7c00-7000-8000-000000000001\",\"release_token\":\"x\"}";

    Refused.asInvalid(Ask.post("/release", whole.replace(field, "oops")), "unknown field oops");
    Refused.asInvalid(
        Ask.post("/release", whole.replaceFirst("(\"" + field + "\":)\"[^\"]*\"", "$1null")),
        field + " has the wrong type");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "seven",
        "199f0a0-7c00-7000-8000-1",
        "AZnwoHwAcACAAAAAAAAAAQ==",
        "{0199f0a0-7c00-7000-8000-000000000001}",
        "0199f0a0-7c00-7000-8000-000000000001 ",
        "0199f0a07c0070008000000000000001",
      })
  void anIdInAnotherFormIsRefused(String id) {
    Refused.asInvalid(Ask.release(id, "x"), "credential_id is not a UUID");
  }

  @ParameterizedTest
  @CsvSource({
    "credential_id, 7",
    "release_token, 7",
    "release_token, {}",
  })
  void aFieldOfTheWrongTypeIsNamed(String field, String json) {
    String whole =
        "{\"credential_id\":\"0199f0a0-7c00-7000-8000-000000000001\",\"release_token\":\"x\"}";
    String body = whole.replaceFirst("(\"" + field + "\":)\"[^\"]*\"", "$1" + json);

    Refused.asInvalid(Ask.post("/release", body), field + " has the wrong type");
  }

  private Response issue() {
    Response answer = Ask.by(job).post();
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    assertThat(answer.<String>path("release_token")).matches("[A-Za-z0-9_-]{43}");
    return answer;
  }

  private static Response release(Response issued) {
    return Ask.release(issued.path("credential_id"), issued.path("release_token"));
  }

  private static void assertReleased(Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(202);
  }

  private List<CredentialReleased> releases(Response issued) {
    UUID credential = UUID.fromString(issued.path("credential_id"));
    try (TopicReader events = around.credentialEvents()) {
      return events.events(CredentialReleased.class).stream()
          .filter(released -> released.credentialId().equals(credential))
          .toList();
    }
  }
}
