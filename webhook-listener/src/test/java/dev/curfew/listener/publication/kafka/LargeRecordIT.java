package dev.curfew.listener.publication.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.listener.BrokerResource;
import dev.curfew.listener.publication.Publisher;
import dev.curfew.listener.publication.TooLargeException;
import dev.curfew.schemas.event.DeadLetter;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What no record holds is told from what Kafka does not take at the moment.
@QuarkusTest
@QuarkusTestResource(value = BrokerResource.class, restrictToAnnotatedClass = true)
@SuppressWarnings("NullAway.Init") // injected
class LargeRecordIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Inject Publisher publisher;

  @Test
  void anEventThatIsTooLargeIsToldFromAnOutage() {
    DeadLetter large =
        new DeadLetter(
            DeadLetter.Reason.UNUSABLE_BODY,
            "too large",
            new DeadLetter.Origin("github-webhook", "1", null),
            "0".repeat(64),
            0,
            "A".repeat(2 << 20),
            Instant.EPOCH.plus(Duration.ofDays(20_000)));

    assertThatThrownBy(() -> publisher.publish(large).await().atMost(PATIENCE))
        .isInstanceOf(TooLargeException.class);
  }
}
