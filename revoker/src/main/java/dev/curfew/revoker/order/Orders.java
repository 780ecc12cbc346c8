package dev.curfew.revoker.order;

import static dev.curfew.schemas.LogKeys.ERROR;
import static dev.curfew.schemas.LogKeys.EVENT;

import dev.curfew.revoker.EventSource;
import dev.curfew.revoker.SafeContext;
import dev.curfew.revoker.intake.EventIntake;
import dev.curfew.revoker.publication.Publisher;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.OrderEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives orders: to Kafka, which makes them count, and at once to the ledger, so that whoever asks
/// next sees them. What comes back from Kafka is then known already.
@ApplicationScoped
class Orders {
  private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

  /// Nobody waits longer for a database that is slow or away: Kafka has the order.
  private static final Duration LEDGER_PATIENCE = Duration.ofSeconds(1);

  private final Publisher publisher;
  private final EventIntake intake;
  private final SafeContext context;
  private final Clock clock;

  Orders(Publisher publisher, EventIntake intake, SafeContext context, Clock clock) {
    this.publisher = publisher;
    this.intake = intake;
    this.context = context;
    this.clock = clock;
  }

  /// Completes when Kafka has it; fails with `NotDurableException` where that is not certain.
  Uni<Void> give(OrderEvent order) {
    Envelope envelope = Envelope.of(EventSource.REVOKER, clock.instant(), order);
    return publisher.publish(envelope).chain(() -> decide(envelope));
  }

  private Uni<Void> decide(Envelope envelope) {
    return context
        .run(() -> intake.take(envelope))
        .ifNoItem()
        .after(LEDGER_PATIENCE)
        .fail()
        .onFailure()
        .invoke(e -> notYet(envelope, e))
        .onFailure()
        .recoverWithNull();
  }

  private static void notYet(Envelope envelope, Throwable e) {
    LOG.atWarn()
        .addKeyValue(EVENT, envelope.id())
        .addKeyValue(ERROR, e.toString())
        .log("order not decided yet: it will be once it is read from Kafka");
  }
}
