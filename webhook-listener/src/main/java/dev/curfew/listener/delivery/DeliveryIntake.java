package dev.curfew.listener.delivery;

import static dev.curfew.schemas.LogKeys.DELIVERY;
import static dev.curfew.schemas.LogKeys.EVENT;
import static dev.curfew.schemas.LogKeys.ORDER;
import static dev.curfew.schemas.LogKeys.REASON;
import static dev.curfew.schemas.LogKeys.REPOSITORY;
import static dev.curfew.schemas.LogKeys.RUN;

import dev.curfew.listener.publication.NotDurableException;
import dev.curfew.listener.publication.Publisher;
import dev.curfew.listener.publication.TooLargeException;
import dev.curfew.schemas.event.DeadLetter;
import dev.curfew.schemas.event.JobEvent;
import dev.curfew.schemas.event.OrderScope;
import dev.curfew.schemas.event.RevocationOrdered;
import dev.curfew.schemas.wire.DeadLetters;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes deliveries in, whichever way they came.
@ApplicationScoped
public class DeliveryIntake {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryIntake.class);

  /// Dead letters say where they come from, not how.
  private static final String CHANNEL = "github-webhook";

  /// GitHub waits 10 s for its answer, and Kafka needs some of them.
  private static final Duration LONGEST_LOOKUP = Duration.ofSeconds(4);

  private final Publisher publisher;
  private final LeakedSecrets secrets;
  private final DeliveryMetrics metrics;

  DeliveryIntake(Publisher publisher, LeakedSecrets secrets, DeliveryMetrics metrics) {
    this.publisher = publisher;
    this.secrets = secrets;
    this.metrics = metrics;
  }

  /// Completes when all that the delivery tells is durable, or when it tells nothing. Fails with
  /// [ForeignSubjectException] where its sender must not tell it, and with [NotDurableException]
  /// otherwise: then it has to come again.
  public Uni<Void> take(Delivery delivery) {
    return told(delivery)
        .onFailure(TooLargeException.class)
        .recoverWithUni(() -> bury(delivery, "what it tells does not fit a record"));
  }

  /// Gives a delivery up: it becomes a dead letter, which is durable on completion.
  ///
  /// @param detail why, for people; repeats nothing of the body
  public Uni<Void> bury(Delivery delivery, String detail) {
    return publisher.publish(deadLetter(delivery, detail)).invoke(() -> buried(delivery, detail));
  }

  private Uni<Void> told(Delivery delivery) {
    return switch (DeliveryReader.read(delivery)) {
      case Meaning.Ended(List<JobEvent> events) ->
          publishInTurn(events).invoke(() -> ended(delivery, events.getFirst()));
      case Meaning.Ordered(RevocationOrdered order) -> order(delivery, order);
      case Meaning.Leaked leak -> leaked(delivery, leak);
      case Meaning.Irrelevant() -> ignore(delivery);
      case Meaning.Foreign(Sender sender) ->
          Uni.createFrom().failure(new ForeignSubjectException(sender));
      case Meaning.Unusable(String detail) -> bury(delivery, detail);
    };
  }

  /// One at a time: together they may be much longer than the body.
  private Uni<Void> publishInTurn(List<JobEvent> events) {
    return Multi.createFrom()
        .iterable(events)
        .onItem()
        .transformToUniAndConcatenate(publisher::publish)
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Void> leaked(Delivery delivery, Meaning.Leaked leak) {
    if (!secrets.isConfigured()) {
      return bury(delivery, "which secret leaked cannot be asked for: no access to GitHub's API");
    }
    return secrets
        .accessKeyOf(leak.repository(), leak.alertNumber())
        .ifNoItem()
        .after(LONGEST_LOOKUP)
        .fail()
        .onFailure(e -> !(e instanceof NotAllowedException))
        .transform(NotDurableException::unanswered)
        .chain(key -> leaked(delivery, leak, key))
        .onFailure(NotAllowedException.class)
        .recoverWithUni(
            () -> bury(delivery, "which secret leaked cannot be asked for: GitHub refuses"));
  }

  private Uni<Void> leaked(Delivery delivery, Meaning.Leaked leak, Optional<String> accessKey) {
    return accessKey
        .map(key ->
            order(
                delivery,
                GitHubOrder.of(
                    new OrderScope(OrderScope.Kind.ACCESS_KEY, key),
                    "secret scanning alert %d of %s: %s"
                        .formatted(leak.alertNumber(), leak.repository(), leak.action()),
                    leak.at(),
                    delivery.event(),
                    leak.repository(),
                    Long.toString(leak.alertNumber()),
                    leak.action(),
                    leak.at().toString())))
        .orElseGet(() -> ignore(delivery));
  }

  private Uni<Void> order(Delivery delivery, RevocationOrdered order) {
    return publisher.publish(order).invoke(() -> ordered(delivery, order));
  }

  private Uni<Void> ignore(Delivery delivery) {
    metrics.ignored(delivery);
    return Uni.createFrom().voidItem();
  }

  private void ended(Delivery delivery, JobEvent event) {
    metrics.accepted(delivery);
    LOG.atDebug()
        .addKeyValue(EVENT, delivery.event())
        .addKeyValue(REPOSITORY, event.run().repository())
        .addKeyValue(RUN, event.run().runId())
        .addKeyValue(DELIVERY, delivery.id())
        .log("end told");
  }

  private void ordered(Delivery delivery, RevocationOrdered order) {
    metrics.accepted(delivery);
    LOG.atInfo()
        .addKeyValue(ORDER, order.orderId())
        .addKeyValue(REASON, order.reason())
        .addKeyValue(DELIVERY, delivery.id())
        .log("revocation ordered by what GitHub told");
  }

  private void buried(Delivery delivery, String detail) {
    metrics.unusable(delivery);
    LOG.atWarn()
        .addKeyValue(EVENT, delivery.event())
        .addKeyValue(DELIVERY, delivery.id())
        .addKeyValue(REASON, detail)
        .log("delivery buried as a dead letter");
  }

  private static DeadLetter deadLetter(Delivery delivery, String detail) {
    String reference = delivery.id() == null ? "unnamed" : delivery.id();
    return DeadLetters.of(
        DeadLetter.Reason.UNUSABLE_BODY,
        detail,
        new DeadLetter.Origin(CHANNEL, reference, null),
        delivery.body(),
        delivery.receivedAt());
  }
}
