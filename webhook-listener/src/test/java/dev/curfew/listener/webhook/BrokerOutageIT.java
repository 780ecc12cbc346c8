package dev.curfew.listener.webhook;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.listener.BrokerResource;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.JobCompleted;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/// 2xx means durable: without Kafka there is none, and what was refused is taken when it is
/// delivered again.
@QuarkusTest
@QuarkusTestResource(value = BrokerResource.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init") // injected
class BrokerOutageIT {
  BrokerResource broker;

  @Test
  void answers503WithoutKafkaAnd202OnceItIsBack() {
    assertThat(deliver(2_000_001)).isEqualTo(202);

    broker.stopBroker();
    assertThat(deliver(2_000_002)).isEqualTo(503);

    broker.startBroker();
    await().untilAsserted(() -> assertThat(deliver(2_000_003)).isEqualTo(202));

    try (TopicReader jobs = new TopicReader(broker.bootstrapServers(), Topic.JOBS)) {
      await()
          .untilAsserted(() ->
              assertThat(jobs.events(JobCompleted.class))
                  .extracting(e -> e.job().jobId())
                  .contains(2_000_001L, 2_000_003L));
    }
  }

  private static int deliver(long jobId) {
    String body = Bodies.completed(jobId);
    return given()
        .contentType("application/json")
        .header("X-GitHub-Event", "workflow_job")
        .header("X-Hub-Signature-256", Bodies.sign(BrokerResource.SECRET, body))
        .body(body.getBytes(UTF_8))
        .post("/webhooks/github")
        .statusCode();
  }
}
