package dev.curfew.issuer.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.curfew.issuer.LogWatch;
import dev.curfew.issuer.Surroundings;
import dev.curfew.issuer.policy.opa.GateStandIn;
import dev.curfew.sandbox.github.ActionsJob;
import dev.curfew.sandbox.github.JobSpec;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.event.CredentialIssued;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The policy server that must allow, too.
@QuarkusTest
@WithTestResource(Surroundings.class)
@SuppressWarnings("NullAway.Init") // injected
class SecondGateIT {
  @RegisterExtension static final LogWatch LOG = new LogWatch();

  Surroundings around;
  ActionsJob job;
  TopicReader events;

  @BeforeEach
  void open() {
    job = around.github().startJob(JobSpec.example());
    events = around.credentialEvents();
  }

  @AfterEach
  void close() {
    around.gate().answer(200, GateStandIn.ALLOWS);
    events.close();
  }

  @Test
  void isAskedAboutTheCredentialThatIsGiven() throws IOException {
    around.gate().answer(200, "{\"result\":{\"allow\":true},\"decision_id\":\"yes-1\"}");

    Response answer = Ask.by(job).with("step", "deploy").post();

    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    JsonNode input =
        new ObjectMapper().readTree(around.gate().asked().getLast().body()).get("input");
    assertThat(input.get("credential").asText()).isEqualTo(answer.path("credential_id"));
    assertThat(input.get("role").asText()).isEqualTo(Surroundings.ROLE);
    assertThat(input.get("step").asText()).isEqualTo("deploy");
    assertThat(input.at("/claims/run_id").asText()).isEqualTo(Long.toString(job.runId()));
    assertThat(input.at("/claims/exp").isIntegralNumber()).isTrue();
    assertThat(LOG.lines())
        .anyMatch(line -> line.contains("second gate allows") && line.contains("yes-1"));
  }

  @Test
  void itsNoIsARefusalWhoseReasonsAreInTheLogAlone() {
    int before = events.events(CredentialIssued.class).size();
    around
        .gate()
        .answer(
            200,
            "{\"result\":{\"allow\":false,\"reasons\":[\"it is Friday\"]},\"decision_id\":\"no-1\"}");

    Refused.with(Refusal.ROLE_NOT_GRANTED, Ask.by(job).post());

    assertThat(events.events(CredentialIssued.class)).hasSize(before);
    assertThat(LOG.lines())
        .anyMatch(line ->
            line.contains("issuance refused")
                && line.contains("it is Friday")
                && line.contains("no-1"));
  }

  @ParameterizedTest
  @CsvSource({"500, '{\"result\":{\"allow\":true}}'", "200, '{}'", "200, ''", "200,"})
  void withoutItsAnswerNothingIsGiven(int status, String body) {
    int before = events.events(CredentialIssued.class).size();
    around.gate().answer(status, body);

    Refused.with(Refusal.UNAVAILABLE, Ask.by(job).post());

    assertThat(events.events(CredentialIssued.class)).hasSize(before);
  }

  @Test
  void whatTheFileRefusesItIsNotAskedAbout() {
    int before = around.gate().asked().size();

    Refused.with(
        Refusal.ROLE_NOT_GRANTED, Ask.by(job).with("role", Surroundings.UNGRANTED_ROLE).post());

    assertThat(around.gate().asked()).hasSize(before);
  }
}
