package dev.curfew.issuer.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.issuer.Surroundings;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.event.CredentialIssued;
import io.restassured.response.Response;
import java.util.UUID;

/// What stands on Kafka of an answer.
final class Issued {
  private Issued() {}

  /// The record of the credential that was handed out.
  static CredentialIssued of(Surroundings around, Response answer) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    UUID id = UUID.fromString(answer.path("credential_id"));
    try (TopicReader events = around.credentialEvents()) {
      return events.events(CredentialIssued.class).stream()
          .filter(issued -> issued.credentialId().equals(id))
          .findAny()
          .orElseThrow();
    }
  }
}
