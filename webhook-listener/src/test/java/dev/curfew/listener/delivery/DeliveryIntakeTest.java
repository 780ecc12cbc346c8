package dev.curfew.listener.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.listener.publication.NotDurableException;
import dev.curfew.listener.publication.Publisher;
import dev.curfew.listener.publication.TooLargeException;
import dev.curfew.schemas.event.CurfewEvent;
import dev.curfew.schemas.event.DeadLetter;
import dev.curfew.schemas.event.Detection;
import dev.curfew.schemas.event.RevocationOrdered;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeliveryIntakeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final List<CurfewEvent> published = new ArrayList<>();

  @Test
  void whatDoesNotFitARecordIsADeadLetter() {
    DeliveryIntake intake = intake(new TooLargeException("a-topic", new IllegalStateException()));

    intake.take(alert()).await().atMost(PATIENCE);

    assertThat(published)
        .singleElement()
        .isInstanceOfSatisfying(
            DeadLetter.class, letter -> assertThat(letter.payloadBase64()).isNotNull());
  }

  @Test
  void whatKafkaDoesNotTakeAtTheMomentIsNone() {
    DeliveryIntake intake = intake(new NotDurableException("a-topic", new IllegalStateException()));

    assertThatThrownBy(() -> intake.take(alert()).await().atMost(PATIENCE))
        .isInstanceOf(NotDurableException.class);

    assertThat(published).isEmpty();
  }

  /// Orders are refused, all else is taken.
  private DeliveryIntake intake(RuntimeException refusal) {
    Publisher publisher =
        event -> {
          if (event instanceof RevocationOrdered) {
            return Uni.createFrom().failure(refusal);
          }
          published.add(event);
          return Uni.createFrom().voidItem();
        };
    return new DeliveryIntake(
        publisher, new KnownSecret(), new DeliveryMetrics(new SimpleMeterRegistry()));
  }

  private static Delivery alert() {
    String body =
        """
        {"action": "created", "alert": {"number": 1, "secret_type": "aws_access_key_id",
          "created_at": "2026-11-19T10:00:00Z", "updated_at": "2026-11-20T10:00:00Z"},
         "repository": {"id": 186853002, "full_name": "octo-org/octo-repo"}}
        """;
    return new Delivery(
        "secret_scanning_alert",
        "an-id",
        body.getBytes(UTF_8),
        Instant.parse("2026-11-20T10:00:00Z"),
        Detection.Source.WEBHOOK);
  }

  private static final class KnownSecret implements LeakedSecrets {
    @Override
    public boolean isConfigured() {
      return true;
    }

    @Override
    public Uni<Optional<String>> accessKeyOf(String repository, long alertNumber) {
      return Uni.createFrom().item(Optional.of("ASIAIOSFODNN7EXAMPLE"));
    }
  }
}
