package dev.curfew.listener.leader.kafka;

import dev.curfew.listener.leader.Leadership;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Default;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/// The leader is the one to whom Kafka gives the first partition of a topic that has few records: a
/// killed leader is replaced when its session times out.
@ApplicationScoped
@Default
@Identifier("leadership")
class KafkaLeadership implements Leadership, KafkaConsumerRebalanceListener {
  private volatile boolean held;

  @Override
  public boolean isHeld() {
    return held;
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    if (hasFirst(partitions)) {
      held = true;
    }
  }

  @Override
  public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    if (hasFirst(partitions)) {
      held = false;
    }
  }

  @Override
  public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    onPartitionsRevoked(consumer, partitions);
  }

  private static boolean hasFirst(Collection<TopicPartition> partitions) {
    return partitions.stream().anyMatch(partition -> partition.partition() == 0);
  }

  /// The records are others' business.
  @Incoming("leadership")
  void ignore(byte[] record) {}
}
