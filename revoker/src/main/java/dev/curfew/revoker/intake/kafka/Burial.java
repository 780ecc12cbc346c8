package dev.curfew.revoker.intake.kafka;

import static dev.curfew.schemas.LogKeys.ERROR;
import static dev.curfew.schemas.LogKeys.OFFSET;
import static dev.curfew.schemas.LogKeys.PARTITION;
import static dev.curfew.schemas.LogKeys.REASON;
import static dev.curfew.schemas.LogKeys.TOPIC;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.curfew.revoker.EventSource;
import dev.curfew.revoker.publication.NotDurableException;
import dev.curfew.revoker.publication.Publisher;
import dev.curfew.schemas.event.DeadLetter;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.wire.DeadLetters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/// Records that cannot be used become dead letters. While Kafka is away they wait; a letter that
/// Kafka will never take is given up, since what stands behind it are the ends of credentials.
@ApplicationScoped
class Burial {
  private static final Logger LOG = LoggerFactory.getLogger(Burial.class);
  private static final String METRIC = "curfew.dead.letters";
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration SLOWEST_RETRY = Duration.ofSeconds(5);

  private final Publisher publisher;
  private final Clock clock;
  private final Counter buried;
  private final Counter lost;

  Burial(Publisher publisher, MeterRegistry registry, Clock clock) {
    this.publisher = publisher;
    this.clock = clock;
    buried = registry.counter(METRIC, "outcome", "buried");
    lost = registry.counter(METRIC, "outcome", "lost");
  }

  /// Completes when the letter is durable, or known to be impossible; never fails.
  Uni<Void> bury(Unwanted unwanted) {
    log(Level.WARN, unwanted).log("record buried as a dead letter");
    return publisher
        .publish(letter(unwanted))
        .invoke(() -> buried.increment())
        .onFailure(Burial::isLasting)
        .recoverWithUni(e -> giveUp(unwanted, e))
        .onFailure()
        .invoke(
            e -> LOG.atWarn().addKeyValue(ERROR, e.getMessage()).log("dead letter not buried yet"))
        .onFailure()
        .retry()
        .withBackOff(FIRST_RETRY, SLOWEST_RETRY)
        .indefinitely();
  }

  private Envelope letter(Unwanted unwanted) {
    Instant now = clock.instant();
    ConsumerRecord<byte[], byte[]> record = unwanted.record();
    return Envelope.of(
        EventSource.REVOKER,
        now,
        DeadLetters.of(unwanted.reason(), unwanted.detail(), origin(record), record.value(), now));
  }

  private static DeadLetter.Origin origin(ConsumerRecord<byte[], byte[]> record) {
    return new DeadLetter.Origin(
        record.topic(),
        record.partition() + ":" + record.offset(),
        record.key() == null ? null : new String(record.key(), UTF_8));
  }

  private static boolean isLasting(Throwable e) {
    return e instanceof NotDurableException refused && refused.isLasting();
  }

  /// The record is still on its topic, as long as that keeps it.
  private Uni<Void> giveUp(Unwanted unwanted, Throwable e) {
    lost.increment();
    log(Level.ERROR, unwanted)
        .addKeyValue(ERROR, String.valueOf(e.getCause()))
        .log("dead letter refused: look at the record where it is");
    return Uni.createFrom().voidItem();
  }

  private static LoggingEventBuilder log(Level level, Unwanted unwanted) {
    return LOG.atLevel(level)
        .addKeyValue(TOPIC, unwanted.record().topic())
        .addKeyValue(PARTITION, unwanted.record().partition())
        .addKeyValue(OFFSET, unwanted.record().offset())
        .addKeyValue(REASON, unwanted.detail());
  }
}
