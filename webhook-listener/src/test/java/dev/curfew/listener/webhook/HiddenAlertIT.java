package dev.curfew.listener.webhook;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.listener.BrokerResource;
import dev.curfew.listener.GitHubResource;
import dev.curfew.listener.lease.Leases;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.DeadLetter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// GitHub tells of a leaked secret, and then does not let us see which.
@QuarkusTest
@QuarkusTestResource(value = GitHubResource.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init") // injected
class HiddenAlertIT {
  GitHubResource resource;
  @Inject Leases leases;

  @ParameterizedTest
  @ValueSource(strings = {"octo-org/octo-repo", "octo-org/none-of-ours"})
  void anAlertThatIsNotShownIsKeptForPeople(String repository) {
    resource.github().startJob(JobSpec.example());
    await().until(leases::isComplete);
    String delivery = UUID.randomUUID().toString();

    assertThat(deliver(delivery, repository)).isEqualTo(202);

    try (TopicReader letters = new TopicReader(resource.bootstrapServers(), Topic.DEAD_LETTERS)) {
      assertThat(letters.events(DeadLetter.class))
          .filteredOn(letter -> letter.origin().reference().equals(delivery))
          .singleElement()
          .satisfies(letter -> assertThat(letter.detail()).startsWith("which secret leaked"));
    }
  }

  private static int deliver(String delivery, String repository) {
    String body =
        """
        {"action": "created", "alert": {"number": 4711, "secret_type": "aws_access_key_id"},
         "repository": {"id": 186853002, "full_name": "%s"}}
        """
            .formatted(repository);
    return given()
        .contentType("application/json")
        .header("X-GitHub-Event", "secret_scanning_alert")
        .header("X-GitHub-Delivery", delivery)
        .header("X-Hub-Signature-256", Bodies.sign(BrokerResource.SECRET, body))
        .body(body.getBytes(UTF_8))
        .post("/webhooks/github")
        .statusCode();
  }
}
