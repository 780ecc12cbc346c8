package dev.curfew.sandbox.kafka;

import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.CurfewEvent;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.wire.Decoded;
import dev.curfew.schemas.wire.EventCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Watches one topic from its beginning, as somebody from outside would: no group, all partitions.
/// For one thread.
public final class TopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(50);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<ConsumerRecord<byte[], byte[]>> seen = new ArrayList<>();

  public TopicReader(String bootstrapServers, Topic topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(
        IntStream.range(0, topic.partitions())
            .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
            .toList());
  }

  /// All records that the broker has at this moment, in each partition's order: what is not among
  /// them was not there.
  public List<ConsumerRecord<byte[], byte[]>> records() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      consumer.poll(POLL).forEach(seen::add);
    }
    return List.copyOf(seen);
  }

  /// All that decode so far.
  public List<Envelope> envelopes() {
    return records().stream()
        .map(record -> EventCodec.decode(record.headers(), record.value()))
        .filter(Decoded.Usable.class::isInstance)
        .map(decoded -> ((Decoded.Usable) decoded).envelope())
        .toList();
  }

  /// All events of one kind so far.
  public <E extends CurfewEvent> List<E> events(Class<E> type) {
    return envelopes().stream()
        .map(Envelope::event)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
