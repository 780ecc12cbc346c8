package dev.curfew.revoker;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.JobIdentity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

/// The provider is away when the revoker starts.
@QuarkusTest
@QuarkusTestResource(SurroundingsResource.class)
@WithTestResource(IdentityProviderResource.Late.class)
@SuppressWarnings("NullAway.Init") // injected
class LateIdentityProviderIT {
  SurroundingsResource surroundings;
  IdentityProviderResource people;

  @Test
  void sessionsAreRevokedAndOrdersRefusedUntilItIsBack() {
    try (Stage stage = new Stage(surroundings)) {
      JobIdentity job = Stage.job();
      CredentialIssued credential = stage.issue(stage.role(), job);
      stage.send(Stage.end(job));
      await().until(() -> stage.isDenied(credential));
    }

    assertThat(given().get("/orders").statusCode()).isEqualTo(401);
    Response away = given().auth().oauth2("some.bearer.token").get("/orders");
    assertThat(away.statusCode()).as(away.asString()).isEqualTo(503);
    assertThat(away.contentType()).startsWith("application/problem+json");
    assertThat(away.header("Retry-After")).isEqualTo("5");

    people.startProvider();
    await()
        .untilAsserted(() ->
            assertThat(given().auth().oauth2(people.viewer()).get("/orders").statusCode())
                .isEqualTo(200));
  }
}
