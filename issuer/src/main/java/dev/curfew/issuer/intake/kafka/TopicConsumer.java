package dev.curfew.issuer.intake.kafka;

import static dev.curfew.schemas.LogKeys.ERROR;
import static dev.curfew.schemas.LogKeys.TOPIC;

import dev.curfew.issuer.intake.Journal;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.CurfewEvent;
import dev.curfew.schemas.wire.Decoded;
import dev.curfew.schemas.wire.EventCodec;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records decoded, stored, done. While the database is away they wait. What is no event of ours is
/// a dead letter of the revoker's.
@ApplicationScoped
class TopicConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(TopicConsumer.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration SLOWEST_RETRY = Duration.ofSeconds(5);

  private final Journal journal;

  TopicConsumer(Journal journal) {
    this.journal = journal;
  }

  @Incoming("jobs")
  Uni<Void> jobs(ConsumerRecords<byte[], byte[]> records) {
    return store(Topic.JOBS, records);
  }

  @Incoming("orders")
  Uni<Void> orders(ConsumerRecords<byte[], byte[]> records) {
    return store(Topic.ORDERS, records);
  }

  @Incoming("revocations")
  Uni<Void> revocations(ConsumerRecords<byte[], byte[]> records) {
    return store(Topic.REVOCATIONS, records);
  }

  private Uni<Void> store(Topic topic, ConsumerRecords<byte[], byte[]> records) {
    List<CurfewEvent> events = new ArrayList<>();
    Map<Integer, Long> next = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (decoded(topic, record) instanceof Decoded.Usable usable) {
        events.add(usable.envelope().event());
      }
      next.merge(record.partition(), record.offset() + 1, Math::max);
    }
    return journal
        .apply(topic, events, next)
        .onFailure()
        .invoke(e ->
            LOG.atWarn()
                .addKeyValue(TOPIC, topic.topicName())
                .addKeyValue(ERROR, e.getMessage())
                .log("events not stored yet"))
        .onFailure()
        .retry()
        .withBackOff(FIRST_RETRY, SLOWEST_RETRY)
        .indefinitely();
  }

  private static Decoded decoded(Topic topic, ConsumerRecord<byte[], byte[]> record) {
    return topic == Topic.ORDERS
        ? EventCodec.decodeOrder(record)
        : EventCodec.decode(record.headers(), record.value());
  }
}
