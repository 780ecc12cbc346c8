package dev.curfew.issuer.intake.kafka;

import static dev.curfew.schemas.LogKeys.ERROR;
import static dev.curfew.schemas.LogKeys.TOPIC;

import dev.curfew.issuer.Recurring;
import dev.curfew.issuer.intake.IntakeSettings;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks whether the journal has all that the topics held a moment ago, whichever instance wrote
/// it. What fails, or does not answer, leaves that moment where it was, and it grows old.
@ApplicationScoped
class CaughtUp implements Progress {
  private static final Logger LOG = LoggerFactory.getLogger(CaughtUp.class);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /// What has been read so lately is not looked at again.
  private static final Duration FRESH = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final KafkaClientService kafka;
  private final Journal journal;
  private final Clock clock;
  private final Duration staleAfter;

  /// Where topics ended when they were asked, until all before that is read.
  private final Map<Topic, Goal> goals = new ConcurrentHashMap<>();

  /// Up to which moment topics are certain to have been read.
  private final Map<Topic, Instant> readUpTo = new ConcurrentHashMap<>();

  private final Map<Topic, Boolean> told = new ConcurrentHashMap<>();
  private @Nullable Cancellable running;

  CaughtUp(KafkaClientService kafka, Journal journal, IntakeSettings settings, Clock clock) {
    this.kafka = kafka;
    this.journal = journal;
    this.clock = clock;
    this.staleAfter = settings.staleAfter();
  }

  @Override
  public boolean isCaughtUp() {
    return Channels.topics().values().stream().allMatch(this::isCaughtUpWith);
  }

  boolean isCaughtUpWith(Topic topic) {
    return isReadWithin(staleAfter, topic);
  }

  private boolean isReadWithin(Duration age, Topic topic) {
    Instant now = clock.instant();
    Instant read = readUpTo.getOrDefault(topic, Instant.MIN);
    // A clock that was set back tells nothing of how long ago that was.
    return read.isAfter(now.minus(age)) && !read.isAfter(now);
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
    List<Map.Entry<String, Topic>> due =
        Channels.topics().entrySet().stream()
            .filter(channel -> !isReadWithin(FRESH, channel.getValue()))
            .toList();
    return Multi.createFrom()
        .iterable(due)
        .onItem()
        .transformToUniAndConcatenate(channel -> look(channel.getKey(), channel.getValue()))
        .collect()
        .asList()
        .replaceWithVoid()
        .onFailure()
        .invoke(e -> LOG.atDebug().addKeyValue(ERROR, e.getMessage()).log("not caught up"))
        .onFailure()
        .recoverWithNull()
        .invoke(() -> Channels.topics().values().forEach(this::tell));
  }

  private Uni<Map<Integer, Long>> look(String channel, Topic topic) {
    Instant asked = clock.instant();
    KafkaConsumer<byte[], byte[]> consumer = kafka.getConsumer(channel);
    return extent(consumer, topic)
        .chain(extent ->
            journal
                .positions(topic)
                .call(positions ->
                    confirmed(consumer, topic, extent, positions)
                        .invoke(
                            now -> compare(topic, new Goal(asked, extent.ends()), now, positions))))
        .ifNoItem()
        .after(PATIENCE)
        .fail();
  }

  private static Uni<Extent> extent(KafkaConsumer<byte[], byte[]> consumer, Topic topic) {
    return consumer.runOnPollingThread(client -> {
      return Extent.of(client, topic);
    });
  }

  /// Of a busy topic more may have been read than there was when its ends were asked for. Asked for
  /// again, they tell that from a topic that was made anew.
  private static Uni<Extent> confirmed(
      KafkaConsumer<byte[], byte[]> consumer,
      Topic topic,
      Extent extent,
      Map<Integer, Long> positions) {
    return extent.holds(positions) ? Uni.createFrom().item(extent) : extent(consumer, topic);
  }

  private void compare(Topic topic, Goal latest, Extent extent, Map<Integer, Long> positions) {
    Goal goal = goals.getOrDefault(topic, latest);
    if (extent.isReadUpTo(goal.ends(), positions)) {
      boolean isReadToTheEnd = extent.isReadUpTo(latest.ends(), positions);
      readUpTo.put(topic, isReadToTheEnd ? latest.asked() : goal.asked());
      goal = latest;
    }
    goals.put(topic, goal);
  }

  /// Each change, once.
  private void tell(Topic topic) {
    boolean isCaughtUp = isCaughtUpWith(topic);
    boolean wasCaughtUp = Boolean.TRUE.equals(told.put(topic, isCaughtUp));
    if (isCaughtUp && !wasCaughtUp) {
      LOG.atInfo().addKeyValue(TOPIC, topic.topicName()).log("caught up");
    } else if (wasCaughtUp && !isCaughtUp) {
      LOG.atWarn()
          .addKeyValue(TOPIC, topic.topicName())
          .log("not caught up any more: nothing is issued");
    }
  }

  private record Goal(Instant asked, Map<TopicPartition, Long> ends) {}
}
