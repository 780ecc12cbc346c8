package dev.curfew.revoker;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.sandbox.idp.IdentityProviderSandbox;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.JobIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Nothing is open by default: without a provider nobody orders anything, and jobs' ends revoke.
@QuarkusTest
@QuarkusTestResource(SurroundingsResource.class)
@SuppressWarnings("NullAway.Init") // injected
class NoIdentityProviderIT {
  SurroundingsResource surroundings;

  @Test
  void everyRequestIsRefused() {
    try (IdentityProviderSandbox somebodys = IdentityProviderSandbox.start()) {
      String token = somebodys.token("erin", Set.of("responder"), Duration.ofMinutes(5));

      assertThat(given().get("/orders").statusCode()).isEqualTo(401);
      assertThat(given().auth().oauth2(token).get("/orders").statusCode()).isEqualTo(401);
      assertThat(
              given()
                  .auth()
                  .oauth2(token)
                  .contentType("application/json")
                  .body("{\"scope\":{\"kind\":\"all\"},\"reason\":\"test\"}")
                  .post("/orders")
                  .statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void sessionsAreRevokedAllTheSame() {
    try (Stage stage = new Stage(surroundings)) {
      JobIdentity job = Stage.job();
      CredentialIssued credential = stage.issue(stage.role(), job);

      stage.send(Stage.end(job));

      await().until(() -> stage.isDenied(credential));
    }
  }
}
