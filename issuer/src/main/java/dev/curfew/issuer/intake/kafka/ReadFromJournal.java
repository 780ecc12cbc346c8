package dev.curfew.issuer.intake.kafka;

import static dev.curfew.schemas.LogKeys.ERROR;
import static dev.curfew.schemas.LogKeys.TOPIC;
import static java.util.stream.Collectors.groupingBy;

import dev.curfew.issuer.intake.Journal;
import dev.curfew.schemas.Topic;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Goes on where the journal ends, and not where Kafka thinks that the group is.
@ApplicationScoped
@Identifier("journal")
class ReadFromJournal implements KafkaConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(ReadFromJournal.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Journal journal;

  ReadFromJournal(Journal journal) {
    this.journal = journal;
  }

  /// On the consumer's own thread, which may wait.
  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    partitions.stream()
        .collect(groupingBy(Channels::topicOf))
        .forEach((topic, assigned) -> {
          try {
            seek(consumer, topic, assigned);
          } catch (RuntimeException e) {
            // What was applied may be applied again.
            LOG.atWarn()
                .addKeyValue(TOPIC, topic.topicName())
                .addKeyValue(ERROR, e.getMessage())
                .log("reading from the beginning");
            consumer.seekToBeginning(assigned);
          }
        });
  }

  private void seek(Consumer<?, ?> consumer, Topic topic, List<TopicPartition> partitions) {
    Map<Integer, Long> positions = journal.positions(topic).await().atMost(PATIENCE);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Set<Integer> senseless = new HashSet<>();
    for (TopicPartition partition : partitions) {
      long position = positions.getOrDefault(partition.partition(), 0L);
      // Beyond the end nothing can have been read: the topic was made anew.
      if (position > ends.getOrDefault(partition, 0L)) {
        senseless.add(partition.partition());
        position = 0;
      }
      if (position == 0) {
        consumer.seekToBeginning(List.of(partition));
      } else {
        consumer.seek(partition, position);
      }
    }
    if (!senseless.isEmpty()) {
      journal.forget(topic, senseless).await().atMost(PATIENCE);
    }
  }
}
