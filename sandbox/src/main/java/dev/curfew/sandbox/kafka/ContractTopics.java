package dev.curfew.sandbox.kafka;

import static java.util.Objects.requireNonNull;

import dev.curfew.schemas.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;

/// The topics of the contract, on a broker.
final class ContractTopics {
  private static final short ONE_REPLICA = 1;

  private ContractTopics() {}

  static void create(String bootstrapServers) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      Set<String> existing = await(admin.listTopics().names());
      checkPartitions(admin, in(existing));
      await(admin.createTopics(missing(existing)).all());
    }
  }

  private static List<Topic> in(Set<String> existing) {
    return Arrays.stream(Topic.values()).filter(t -> existing.contains(t.topicName())).toList();
  }

  private static List<NewTopic> missing(Set<String> existing) {
    return Arrays.stream(Topic.values())
        .filter(topic -> !existing.contains(topic.topicName()))
        .map(topic -> new NewTopic(topic.topicName(), topic.partitions(), ONE_REPLICA))
        .toList();
  }

  private static void checkPartitions(Admin admin, List<Topic> topics) {
    List<String> names = topics.stream().map(Topic::topicName).toList();
    Map<String, KafkaFuture<TopicDescription>> found =
        admin.describeTopics(names).topicNameValues();
    for (Topic topic : topics) {
      String name = topic.topicName();
      int partitions = await(requireNonNull(found.get(name))).partitions().size();
      if (partitions != topic.partitions()) {
        throw new IllegalStateException(
            "topic %s has %d partitions, the contract says %d"
                .formatted(name, partitions, topic.partitions()));
      }
    }
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka topics cannot be created", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating Kafka topics", e);
    }
  }
}
