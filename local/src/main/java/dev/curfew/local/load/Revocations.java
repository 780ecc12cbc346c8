package dev.curfew.local.load;

import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.RevocationEvent;
import dev.curfew.schemas.wire.Decoded;
import dev.curfew.schemas.wire.EventCodec;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// What the revoker says on `curfew.revocations`, from its beginning and as it comes, on a thread
/// of its own.
public final class Revocations implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> kafka;
  private final Consumer<RevocationEvent> listener;
  private final Thread thread;

  public Revocations(String bootstrapServers, Consumer<RevocationEvent> listener) {
    this.listener = listener;
    this.kafka =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                // Nobody waits for these: fewer and larger answers cost the broker less.
                ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                64 * 1024),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    Topic topic = Topic.REVOCATIONS;
    kafka.assign(
        IntStream.range(0, topic.partitions())
            .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
            .toList());
    this.thread = Thread.ofPlatform().name("load-revocations").daemon().start(this::read);
  }

  private void read() {
    try (kafka) {
      while (true) {
        kafka.poll(POLL).forEach(this::tell);
      }
    } catch (WakeupException closed) {
      // By close().
    }
  }

  private void tell(ConsumerRecord<byte[], byte[]> record) {
    if (EventCodec.decode(record.headers(), record.value()) instanceof Decoded.Usable usable
        && usable.envelope().event() instanceof RevocationEvent event) {
      listener.accept(event);
    }
  }

  @Override
  public void close() {
    kafka.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
