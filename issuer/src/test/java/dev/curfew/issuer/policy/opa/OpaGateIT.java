package dev.curfew.issuer.policy.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.curfew.issuer.policy.Inputs;
import dev.curfew.issuer.policy.PolicyInput;
import dev.curfew.issuer.policy.PolicyUnavailableException;
import dev.curfew.issuer.policy.SecondGate.Opinion;
import dev.curfew.sandbox.LoopbackPort;
import io.vertx.mutiny.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The wire form: what is sent, and what is understood of the answers.
class OpaGateIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Vertx VERTX = Vertx.vertx();

  private final GateStandIn server = new GateStandIn();

  @AfterEach
  void stop() {
    server.close();
  }

  @AfterAll
  static void end() {
    VERTX.closeAndAwait();
  }

  @Test
  void asksInTheFormOfOpasDataApi() throws Exception {
    ask(GateSettings.of(server.url()), Inputs.ofJob(Inputs.push(), Inputs.JOB));

    assertThat(server.asked())
        .singleElement()
        .satisfies(asked -> {
          assertThat(asked.line()).isEqualTo("POST /v1/data/curfew/issue");
          assertThat(asked.contentType()).isEqualTo("application/json");
          assertThat(asked.authorization()).isNull();
          assertThat(JSON.readTree(asked.body()))
              .isEqualTo(
                  JSON.readTree(
                      """
                      {"input": {
                        "claims": {
                          "iss": "https://token.actions.githubusercontent.com",
                          "sub": "repo:octo-org/octo-repo:ref:refs/heads/main",
                          "aud": ["curfew"],
                          "jti": "b6a43a1e-5c0b-4f9a-8d3c-2d3f2b3f8f11",
                          "iat": 1795428000,
                          "repository": "octo-org/octo-repo",
                          "repository_id": "74",
                          "repository_owner": "octo-org",
                          "ref": "refs/heads/main",
                          "ref_protected": "true",
                          "head_ref": "",
                          "event_name": "push",
                          "actor": "octocat",
                          "check_run_id": 42,
                          "runner_environment": "github-hosted"
                        },
                        "job": {
                          "id": 42,
                          "name": "deploy",
                          "head_sha": "3484a3fb816e0859fd6e1cea078d76385ff50625",
                          "runner_id": 7,
                          "runner_name": "runner-7",
                          "labels": ["ubuntu-latest", "large"]
                        },
                        "role": "arn:aws:iam::111122223333:role/deploy",
                        "duration": 900,
                        "credential": "019ab0a0-0000-7000-8000-000000000001"
                      }}
                      """));
        });
  }

  @Test
  void aJobThatWasNotLookedUpIsNull() throws Exception {
    ask(GateSettings.of(server.url()), Inputs.push());

    var input = JSON.readTree(server.asked().getFirst().body()).get("input");
    assertThat(input.has("job")).isTrue();
    assertThat(input.get("job").isNull()).isTrue();
  }

  @Test
  void showsItsToken() {
    ask(GateSettings.of(server.url()).withToken("opensesame"), Inputs.push());

    assertThat(server.asked().getFirst().authorization()).isEqualTo("Bearer opensesame");
  }

  @Test
  void reasonsAndTheDecisionsIdAreKept() {
    server.answer(
        200,
        """
        {"decision_id":"d1","result":{"allow":false,"reasons":["no rule","too\\nlate",7],"x":1}}\
        """);

    Opinion opinion = ask(GateSettings.of(server.url()), Inputs.push());

    assertThat(opinion.allows()).isFalse();
    assertThat(opinion.reasons()).containsExactly("no rule", "too?late");
    assertThat(opinion.decisionId()).contains("d1");
  }

  @Test
  void aYesNeedsNoReasonAndNoId() {
    Opinion opinion = ask(GateSettings.of(server.url()), Inputs.push());

    assertThat(opinion.allows()).isTrue();
    assertThat(opinion.reasons()).isEmpty();
    assertThat(opinion.decisionId()).isEqualTo(Optional.empty());
  }

  /// OPA leaves out the result of what is undefined.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "true",
        "null",
        "no JSON",
        "{\"result\":true}",
        "{\"result\":{}}",
        "{\"result\":{\"allow\":\"true\"}}",
        "{\"result\":{\"allow\":1}}",
        "{\"result\":{\"allow\":null}}",
        "{\"allow\":true}",
        "{\"result\":{\"allow\":true}",
        "{\"result\":{\"allow\":false,\"allow\":true}}",
        "{\"result\":{\"allow\":true,\"allow\":true}}",
        "{\"result\":{\"allow\":false},\"result\":{\"allow\":true}}",
        "{\"result\":{\"allow\":true}}garbage",
        "{\"result\":{\"allow\":true}} {\"result\":{\"allow\":false}}",
        "[{\"result\":{\"allow\":true}}]",
      })
  void whatIsNeitherYesNorNoIsNoAnswer(String body) {
    server.answer(200, body);

    assertUnavailable(GateSettings.of(server.url()));
  }

  @Test
  void anAnswerOf64KiBIsReadAndOneByteMoreIsNone() {
    String most = GateStandIn.ALLOWS + " ".repeat(64 * 1024 - GateStandIn.ALLOWS.length());
    server.answer(200, most);
    assertThat(ask(GateSettings.of(server.url()), Inputs.push()).allows()).isTrue();

    server.answer(200, most + " ");
    assertThatThrownBy(() -> ask(GateSettings.of(server.url()), Inputs.push()))
        .isInstanceOf(PolicyUnavailableException.class)
        .hasMessageContaining("more than 64 KiB");
  }

  /// Each of its bytes comes before one could lose patience with the line; all of them do not.
  @Test
  @Timeout(30)
  void anAnswerThatNeverEndsIsNone() {
    server.dribble();

    assertUnavailable(GateSettings.of(server.url()).within(Duration.ofMillis(500)));
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 302, 400, 401, 404, 500, 503})
  void anotherStatusIsNoAnswer(int status) {
    server.answer(status, status == 204 ? "" : GateStandIn.ALLOWS);

    assertUnavailable(GateSettings.of(server.url()));
  }

  @Test
  void silenceIsNoAnswer() {
    server.answer(200, null);

    assertUnavailable(GateSettings.of(server.url()).within(Duration.ofMillis(200)));
  }

  @Test
  void aServerThatIsDownIsNoAnswer() {
    assertUnavailable(GateSettings.of(URI.create("http://127.0.0.1:" + LoopbackPort.free())));
  }

  /// It speaks no TLS.
  @Test
  void aServerThatCannotProveItselfIsNoAnswer() {
    String https = server.url().toString().replace("http:", "https:");

    assertUnavailable(GateSettings.of(URI.create(https)));
    assertThat(server.asked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"opa", "ftp://opa/v1", "http:///v1", "/v1/data"})
  void aSenselessAddressStopsStartUp(String url) {
    assertThatThrownBy(() -> new OpaGate(VERTX, GateSettings.of(URI.create(url))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("curfew.issuer.policy.opa.url");
  }

  private void assertUnavailable(GateSettings settings) {
    assertThatThrownBy(() -> ask(settings, Inputs.push()))
        .isInstanceOf(PolicyUnavailableException.class);
  }

  private static Opinion ask(GateSettings settings, PolicyInput input) {
    OpaGate gate = new OpaGate(VERTX, settings);
    try {
      return gate.ask(input).await().indefinitely();
    } finally {
      gate.close();
    }
  }
}
