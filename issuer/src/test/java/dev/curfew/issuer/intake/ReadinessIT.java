package dev.curfew.issuer.intake;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.issuer.Surroundings;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// An issuer is ready once it knows what was told before it began.
@QuarkusTest
@WithTestResource(Surroundings.class)
@SuppressWarnings("NullAway.Init") // injected
class ReadinessIT {
  Surroundings around;

  /// Of a job that ended before the service started: see [Surroundings].
  @Test
  void isReadyOnceWhatWasToldBeforeIsStored() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> given().get("/q/health/ready").statusCode() == 200);

    assertThat(
            around.rows(
                "select job_id from issuer.ended_job where job_id = " + Surroundings.ENDED_BEFORE))
        .hasSize(1);
    assertThat(given().get("/q/health/ready").jsonPath().<String>getList("checks.name"))
        .contains("caught up with Kafka");
  }
}
