package dev.curfew.revoker.intake.kafka;

import static dev.curfew.schemas.LogKeys.ERROR;
import static dev.curfew.schemas.LogKeys.OFFSET;
import static dev.curfew.schemas.LogKeys.PARTITION;
import static dev.curfew.schemas.LogKeys.REASON;
import static dev.curfew.schemas.LogKeys.TOPIC;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.curfew.revoker.EventSource;
import dev.curfew.revoker.intake.EventIntake;
import dev.curfew.revoker.ledger.UnstorableException;
import dev.curfew.revoker.publication.Publisher;
import dev.curfew.schemas.event.CredentialEvent;
import dev.curfew.schemas.event.DeadLetter;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.JobEvent;
import dev.curfew.schemas.wire.DeadLetters;
import dev.curfew.schemas.wire.Decoded;
import dev.curfew.schemas.wire.EventCodec;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records of `curfew.credentials` and `curfew.jobs`: decoded, stored, done. A record is
/// acknowledged when the database or the dead letters have it.
@ApplicationScoped
class EventConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(EventConsumer.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration SLOWEST_RETRY = Duration.ofSeconds(5);

  private final EventIntake intake;
  private final Publisher publisher;
  private final Clock clock;

  EventConsumer(EventIntake intake, Publisher publisher, Clock clock) {
    this.intake = intake;
    this.publisher = publisher;
    this.clock = clock;
  }

  /// A method for each topic: two channels on one would take turns, and wait for each other.
  @Incoming("credentials")
  Uni<Void> credential(ConsumerRecord<byte[], byte[]> record) {
    return consume(record);
  }

  @Incoming("jobs")
  Uni<Void> job(ConsumerRecord<byte[], byte[]> record) {
    return consume(record);
  }

  private Uni<Void> consume(ConsumerRecord<byte[], byte[]> record) {
    return switch (EventCodec.decode(record.headers(), record.value())) {
      case Decoded.Usable(Envelope envelope)
          when envelope.event() instanceof CredentialEvent
              || envelope.event() instanceof JobEvent ->
          intake
              .take(envelope)
              .onFailure(UnstorableException.class)
              .recoverWithUni(
                  e -> bury(record, DeadLetter.Reason.INVALID_DATA, "the database refuses it"));
      case Decoded.Usable(Envelope _) ->
          bury(record, DeadLetter.Reason.UNKNOWN_TYPE, "this type has no business on this topic");
      case Decoded.Unusable(DeadLetter.Reason reason, String detail) ->
          bury(record, reason, detail);
    };
  }

  private Uni<Void> bury(
      ConsumerRecord<byte[], byte[]> record, DeadLetter.Reason reason, String detail) {
    LOG.atWarn()
        .addKeyValue(TOPIC, record.topic())
        .addKeyValue(PARTITION, record.partition())
        .addKeyValue(OFFSET, record.offset())
        .addKeyValue(REASON, detail)
        .log("record buried as a dead letter");
    Instant now = clock.instant();
    DeadLetter letter = DeadLetters.of(reason, detail, origin(record), record.value(), now);
    return publisher
        .publish(Envelope.of(EventSource.REVOKER, now, letter))
        .onFailure()
        .invoke(
            e -> LOG.atWarn().addKeyValue(ERROR, e.getMessage()).log("dead letter not buried yet"))
        .onFailure()
        .retry()
        .withBackOff(FIRST_RETRY, SLOWEST_RETRY)
        .indefinitely();
  }

  private static DeadLetter.Origin origin(ConsumerRecord<byte[], byte[]> record) {
    return new DeadLetter.Origin(
        record.topic(),
        record.partition() + ":" + record.offset(),
        record.key() == null ? null : new String(record.key(), UTF_8));
  }
}
