package dev.curfew.listener.webhook;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.curfew.listener.BrokerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What all bodies together may take, and how long a request may be on its way.
@QuarkusTest
@QuarkusTestResource(value = BrokerResource.class, restrictToAnnotatedClass = true)
@TestProfile(BoundsIT.Small.class)
class BoundsIT {
  public static final class Small implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "curfew.listener.webhook.bodies", "256K",
          "quarkus.http.idle-timeout", "1s");
    }
  }

  @Test
  void whatDoesNotFitIsAskedToComeAgainAndLeavesItsPlace() {
    for (int i = 0; i < 5; i++) {
      deliver("{\"x\": \"" + "x".repeat(500_000) + "\"}")
          .statusCode(503)
          .header("Retry-After", equalTo("5"));
      deliver("{\"action\": \"queued\", \"x\": \"" + "x".repeat(50_000) + "\"}").statusCode(202);
    }
  }

  @Test
  void whatIsRefusedLeavesItsPlace() {
    for (int i = 0; i < 20; i++) {
      given()
          .contentType("application/json")
          .header("X-GitHub-Event", "workflow_job")
          .header("X-Hub-Signature-256", "sha256=" + "0".repeat(64))
          .body("x".repeat(60_000).getBytes(UTF_8))
          .post("/webhooks/github")
          .then()
          .statusCode(401);
    }

    deliver("{\"action\": \"queued\", \"x\": \"" + "x".repeat(60_000) + "\"}").statusCode(202);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "POST /webhooks/git", "POST /webhooks/github HTTP/1.1\r\nHost: a\r\n"})
  void aHeadThatDoesNotGoOnIsCut(String beginning) throws IOException {
    assertThat(RawHttp.isClosedAfter(RestAssured.port, beginning)).isTrue();
  }

  @Test
  void aHeadThatDripsIsCut() throws IOException {
    String beginning = "POST /webhooks/github HTTP/1.1\r\nHost: a\r\nX-Slow: ";

    assertThat(RawHttp.isClosedWhile(RestAssured.port, beginning, 'a')).isTrue();
  }

  @Test
  void aBodyThatNobodyReadsIsCutTooWhenItDrips() throws IOException {
    String beginning = "POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n";

    assertThat(RawHttp.isClosedWhile(RestAssured.port, beginning, 'a')).isTrue();
  }

  private static ValidatableResponse deliver(String body) {
    return given()
        .contentType("application/json")
        .header("X-GitHub-Event", "workflow_job")
        .header("X-Hub-Signature-256", Bodies.sign(BrokerResource.SECRET, body))
        .body(body.getBytes(UTF_8))
        .post("/webhooks/github")
        .then();
  }
}
