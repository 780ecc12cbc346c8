package dev.curfew.issuer.intake.kafka;

import dev.curfew.schemas.Topic;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/// What is read, by which channel.
final class Channels {
  private static final Map<String, Topic> TOPICS =
      Map.of("jobs", Topic.JOBS, "orders", Topic.ORDERS, "revocations", Topic.REVOCATIONS);

  private Channels() {}

  static Map<String, Topic> topics() {
    return TOPICS;
  }

  static Topic topicOf(TopicPartition partition) {
    return TOPICS.values().stream()
        .filter(topic -> topic.topicName().equals(partition.topic()))
        .findAny()
        .orElseThrow();
  }
}
