package dev.curfew.issuer.intake.kafka;

import dev.curfew.schemas.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/// From where to where a topic's records go, at a moment.
record Extent(Map<TopicPartition, Long> beginnings, Map<TopicPartition, Long> ends) {

  /// It is waited for on the thread that polls.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /// Asks the broker, for partitions of other instances too.
  static Extent of(Consumer<?, ?> consumer, Topic topic) {
    Set<TopicPartition> partitions =
        consumer.partitionsFor(topic.topicName(), PATIENCE).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .collect(Collectors.toSet());
    if (partitions.isEmpty()) {
      throw new IllegalStateException("there is no topic " + topic.topicName());
    }
    return new Extent(
        consumer.beginningOffsets(partitions, PATIENCE), consumer.endOffsets(partitions, PATIENCE));
  }

  /// Whether positions lie within it: records may have come, and been read, after it was asked for.
  boolean holds(Map<Integer, Long> positions) {
    return ends.entrySet().stream()
        .allMatch(end -> positions.getOrDefault(end.getKey().partition(), 0L) <= end.getValue());
  }

  /// Whether all before a goal has been read.
  ///
  /// @param goal ends of an earlier moment
  /// @param positions by partition, up to where it has been read
  boolean isReadUpTo(Map<TopicPartition, Long> goal, Map<Integer, Long> positions) {
    return goal.entrySet().stream()
        .allMatch(end -> {
          TopicPartition partition = end.getKey();
          long position = positions.getOrDefault(partition.partition(), 0L);
          return isReadUpTo(partition, end.getValue(), position);
        });
  }

  /// A position beyond the end is of a topic that was there before this one; and of a partition
  /// whose records have all been removed there is nothing to read.
  private boolean isReadUpTo(TopicPartition partition, long goal, long position) {
    boolean isRead = position >= goal && position <= ends.getOrDefault(partition, 0L);
    return isRead || beginnings.getOrDefault(partition, 0L) >= goal;
  }
}
