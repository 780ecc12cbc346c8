package dev.curfew.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.curfew.sandbox.MovableClock;
import dev.curfew.sandbox.github.alert.SecretAlert;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecretAlertIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "ASIAIOSFODNN7EXAMPLE";

  private final GitHubSandbox github =
      GitHubSandbox.start(0, new MovableClock(Instant.parse("2026-11-23T12:00:00Z")));
  private final String token = github.personalToken();
  private final Curl curl = new Curl();
  private Receiver receiver;

  @BeforeEach
  void open() throws Exception {
    receiver = new Receiver();
    github.organizationHook("octo-org", receiver.url(), "secret");
  }

  @AfterEach
  void close() {
    receiver.close();
    curl.close();
    github.close();
  }

  @Test
  void tellsItsSecretByTheApiOnly() throws Exception {
    SecretAlert alert = github.raiseAlert("octo-org/octo-repo", "aws_access_key_id", KEY);

    JsonNode body = bodies(1).getFirst();
    JsonNode json =
        curl.get(body.at("/alert/url").textValue(), "Authorization", "Bearer " + token).json();

    assertThat(body.toString()).doesNotContain(KEY);
    assertThat(body.required("action").textValue()).isEqualTo("created");
    assertThat(body.at("/alert/number").longValue()).isEqualTo(alert.number());
    assertThat(json.required("secret").textValue()).isEqualTo(KEY);
    assertThat(json.required("secret_type").textValue()).isEqualTo("aws_access_key_id");
    assertThat(json.required("state").textValue()).isEqualTo("open");
    assertThat(json.required("created_at").textValue()).isEqualTo("2026-11-23T12:00:00Z");
    assertThat(json.required("publicly_leaked").booleanValue()).isFalse();
  }

  @Test
  void isToldOfAgainWhenItLeaksOrIsReopened() throws Exception {
    SecretAlert alert = github.raiseAlert("octo-org/octo-repo", "aws_access_key_id", KEY);
    bodies(1);
    SecretAlert leaked = github.leak(alert);
    bodies(2);
    github.reopen(leaked);

    assertThat(bodies(3).stream().map(body -> body.required("action").textValue()))
        .containsExactly("created", "publicly_leaked", "reopened");
    assertThat(bodies(3).getLast().at("/alert/publicly_leaked").booleanValue()).isTrue();
  }

  @Test
  void isOfItsOwnRepository() throws Exception {
    github.raiseAlert("octo-org/octo-repo", "aws_access_key_id", KEY);
    String alerts = github.api() + "/repos/octo-org/other/secret-scanning/alerts/1";

    assertThat(curl.get(alerts, "Authorization", "Bearer " + token).status()).isEqualTo(404);
    assertThat(curl.get(alerts.replace("other", "octo-repo")).status()).isEqualTo(401);
  }

  private List<JsonNode> bodies(int count) throws Exception {
    await().until(() -> receiver.of("secret_scanning_alert").size() == count);
    return JSON.readTree(
            "["
                + String.join(
                    ",",
                    receiver.of("secret_scanning_alert").stream()
                        .map(Receiver.Received::body)
                        .toList())
                + "]")
        .valueStream()
        .toList();
  }
}
