package dev.curfew.local.bench.intake;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Whose jobs a receiver brought to its topic, read once nothing more is sent: reading beside the
/// load would take from what is measured.
final class ArrivedJobs {
  private static final Duration POLL = Duration.ofMillis(200);

  private final BitSet seen = new BitSet();
  private long doubled;

  private ArrivedJobs() {}

  static ArrivedJobs of(Receiver receiver, String bootstrapServers) {
    ArrivedJobs arrived = new ArrivedJobs();
    try (KafkaConsumer<byte[], byte[]> kafka = consumer(bootstrapServers)) {
      List<TopicPartition> partitions =
          kafka.partitionsFor(receiver.topic()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      kafka.assign(partitions);
      kafka.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = kafka.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> kafka.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : kafka.poll(POLL)) {
          receiver.jobs().job(record).ifPresent(arrived::add);
        }
      }
    }
    return arrived;
  }

  /// How many of the requests that were answered 2xx are not there.
  long lost(BitSet accepted) {
    BitSet lost = (BitSet) accepted.clone();
    lost.andNot(seen);
    return lost.cardinality();
  }

  /// How many are there more than once, each time counted.
  long doubled() {
    return doubled;
  }

  private void add(long job) {
    int index = Deliveries.indexOf(job);
    if (seen.get(index)) {
      doubled++;
    }
    seen.set(index);
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
