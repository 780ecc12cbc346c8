package dev.curfew.issuer.intake.kafka;

import static dev.curfew.schemas.LogKeys.ERROR;
import static dev.curfew.schemas.LogKeys.TOPIC;

import dev.curfew.issuer.Recurring;
import dev.curfew.issuer.intake.Journal;
import dev.curfew.issuer.intake.Progress;
import dev.curfew.schemas.Topic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks whether the journal has all that the topics held when this instance first asked them,
/// whichever instance wrote it.
@ApplicationScoped
class CaughtUp implements Progress {
  private static final Logger LOG = LoggerFactory.getLogger(CaughtUp.class);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final KafkaClientService kafka;
  private final Journal journal;

  /// Where topics ended when they were first asked.
  private final Map<Topic, Map<TopicPartition, Long>> goals = new ConcurrentHashMap<>();

  private final Set<Topic> reached = ConcurrentHashMap.newKeySet();
  private @Nullable Cancellable running;

  CaughtUp(KafkaClientService kafka, Journal journal) {
    this.kafka = kafka;
    this.journal = journal;
  }

  @Override
  public boolean isCaughtUp() {
    return reached.size() == Channels.topics().size();
  }

  boolean isCaughtUpWith(Topic topic) {
    return reached.contains(topic);
  }

  void start(@Observes StartupEvent event) {
    running = Recurring.every(PAUSE, this::look, LOG, "catching up is not looked at any more");
  }

  void stop(@Observes ShutdownEvent event) {
    if (running != null) {
      running.cancel();
    }
  }

  private Uni<Void> look() {
    List<Map.Entry<String, Topic>> behind =
        Channels.topics().entrySet().stream()
            .filter(channel -> !reached.contains(channel.getValue()))
            .toList();
    return Multi.createFrom()
        .iterable(behind)
        .onItem()
        .transformToUniAndConcatenate(channel -> look(channel.getKey(), channel.getValue()))
        .collect()
        .asList()
        .replaceWithVoid()
        .onFailure()
        .invoke(e -> LOG.atDebug().addKeyValue(ERROR, e.getMessage()).log("not caught up yet"))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Map<Integer, Long>> look(String channel, Topic topic) {
    KafkaConsumer<byte[], byte[]> consumer = kafka.getConsumer(channel);
    return consumer
        .runOnPollingThread(client -> {
          return Extent.of(client, topic);
        })
        .chain(extent ->
            journal.positions(topic).invoke(positions -> compare(topic, extent, positions)));
  }

  private void compare(Topic topic, Extent extent, Map<Integer, Long> positions) {
    if (extent.isReadUpTo(goals.computeIfAbsent(topic, _ -> extent.ends()), positions)) {
      reached.add(topic);
      LOG.atInfo().addKeyValue(TOPIC, topic.topicName()).log("caught up");
    }
  }
}
