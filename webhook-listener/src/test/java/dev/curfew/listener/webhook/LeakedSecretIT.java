package dev.curfew.listener.webhook;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.listener.BrokerResource;
import dev.curfew.listener.delivery.LeakedSecrets;
import dev.curfew.sandbox.kafka.TopicReader;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.OrderScope;
import dev.curfew.schemas.event.RevocationOrdered;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Alerts of secret scanning, where GitHub can be asked for the secret.
@QuarkusTest
@QuarkusTestResource(value = BrokerResource.class, restrictToAnnotatedClass = true)
@TestProfile(LeakedSecretIT.WithSecrets.class)
@SuppressWarnings("NullAway.Init") // injected
class LeakedSecretIT {
  private static final String KEY = "ASIAIOSFODNN7EXAMPLE";

  BrokerResource broker;

  public static final class WithSecrets implements QuarkusTestProfile {
    @Override
    public Set<Class<?>> getEnabledAlternatives() {
      return Set.of(KnownSecrets.class);
    }
  }

  /// Alert 1 is about a key of ours, alert 2 about somebody else's; of others GitHub tells nothing.
  @Alternative
  @ApplicationScoped
  public static class KnownSecrets implements LeakedSecrets {
    @Override
    public boolean isConfigured() {
      return true;
    }

    @Override
    public Uni<Optional<String>> accessKeyOf(String repository, long alertNumber) {
      return switch ((int) alertNumber) {
        case 1 -> Uni.createFrom().item(Optional.of(KEY));
        case 2 -> Uni.createFrom().item(Optional.empty());
        default -> Uni.createFrom().failure(new IllegalStateException("GitHub is down"));
      };
    }
  }

  @ParameterizedTest
  @CsvSource({
    "created, 2026-11-19T10:00:00Z",
    "reopened, 2026-11-20T10:00:00Z",
    "publicly_leaked, 2026-11-20T10:00:00Z"
  })
  void aKeyOfOursIsRevokedByTheAlertsTime(String action, Instant at) {
    assertThat(deliver(alert(action, 1, "aws_access_key_id"))).isEqualTo(202);
    assertThat(deliver(alert(action, 1, "aws_access_key_id"))).isEqualTo(202);

    List<RevocationOrdered> orders =
        orders().stream().filter(order -> order.reason().endsWith(action)).toList();
    assertThat(orders).hasSize(2);
    assertThat(orders.getFirst().orderId()).isEqualTo(orders.getLast().orderId());
    assertThat(orders.getFirst().scope())
        .isEqualTo(new OrderScope(OrderScope.Kind.ACCESS_KEY, KEY));
    assertThat(orders.getFirst().orderedAt()).isEqualTo(at);
  }

  @Test
  void whatIsNotOursOrdersNothing() {
    int before = orders().size();

    assertThat(deliver(alert("created", 2, "aws_access_key_id"))).isEqualTo(202);
    assertThat(deliver(alert("created", 1, "slack_api_token"))).isEqualTo(202);

    assertThat(orders()).hasSize(before);
  }

  @Test
  void whatGitHubDoesNotTellHasToComeAgain() {
    assertThat(deliver(alert("created", 3, "aws_access_key_id"))).isEqualTo(503);
  }

  private List<RevocationOrdered> orders() {
    try (TopicReader reader = new TopicReader(broker.bootstrapServers(), Topic.ORDERS)) {
      return reader.events(RevocationOrdered.class);
    }
  }

  private static String alert(String action, int number, String type) {
    return """
    {"action": "%s", "alert": {"number": %d, "secret_type": "%s",
      "created_at": "2026-11-19T10:00:00Z", "updated_at": "2026-11-20T10:00:00Z"},
     "repository": {"id": 186853002, "full_name": "octo-org/octo-repo"}}
    """
        .formatted(action, number, type);
  }

  private static int deliver(String body) {
    return given()
        .contentType("application/json")
        .header("X-GitHub-Event", "secret_scanning_alert")
        .header("X-Hub-Signature-256", Bodies.sign(BrokerResource.SECRET, body))
        .body(body.getBytes(UTF_8))
        .post("/webhooks/github")
        .statusCode();
  }
}
