package dev.curfew.revoker.intake.kafka;

import static dev.curfew.schemas.LogKeys.ERROR;

import dev.curfew.revoker.Recurring;
import dev.curfew.revoker.SafeContext;
import dev.curfew.revoker.ledger.ReadMarks;
import dev.curfew.schemas.Topic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out up to what time the issuance events have been stored. Of each partition that this
/// instance reads it asks for the end at a moment; once all before that end is stored, every
/// credential that was handed out on this partition before that moment is in the ledger, less the
/// time that issuing may take and that clocks may differ by.
@ApplicationScoped
class ReadProgress {
  private static final Logger LOG = LoggerFactory.getLogger(ReadProgress.class);
  private static final String CHANNEL = "credentials";

  private final KafkaClientService kafka;
  private final ReadMarks marks;
  private final HorizonSettings settings;
  private final SafeContext context;
  private final Clock clock;

  /// The offset after the last stored record.
  private final Map<TopicPartition, Long> stored = new ConcurrentHashMap<>();

  /// Ends that are being waited for.
  private final Map<TopicPartition, End> ends = new HashMap<>();

  private @Nullable Cancellable running;

  ReadProgress(
      KafkaClientService kafka,
      ReadMarks marks,
      HorizonSettings settings,
      SafeContext context,
      Clock clock) {
    this.kafka = kafka;
    this.marks = marks;
    this.settings = settings;
    this.context = context;
    this.clock = clock;
  }

  /// To be called once the ledger or the dead letters have them.
  void stored(ConsumerRecords<?, ?> records) {
    for (ConsumerRecord<?, ?> record : records) {
      stored.merge(
          new TopicPartition(record.topic(), record.partition()), record.offset() + 1, Math::max);
    }
  }

  void start(@Observes StartupEvent event) {
    running = Recurring.every(settings.interval(), this::look, LOG, "horizon stopped");
  }

  void stop(@Observes ShutdownEvent event) {
    if (running != null) {
      running.cancel();
    }
  }

  private Uni<Void> look() {
    KafkaConsumer<byte[], byte[]> consumer = kafka.getConsumer(CHANNEL);
    return consumer
        .runOnPollingThread(this::marks)
        .chain(found ->
            found.isEmpty() ? Uni.createFrom().voidItem() : context.run(() -> marks.mark(found)))
        .onFailure()
        .invoke(e -> LOG.atWarn().addKeyValue(ERROR, e.getMessage()).log("horizon stands still"))
        .onFailure()
        .recoverWithNull();
  }

  /// A mark for each partition of the topic: those of other instances, or of nobody, get the least.
  private Map<Integer, Instant> marks(Consumer<byte[], byte[]> consumer) {
    Map<Integer, Instant> found =
        consumer.partitionsFor(Topic.CREDENTIALS.topicName()).stream()
            .collect(Collectors.toMap(PartitionInfo::partition, _ -> Instant.EPOCH));
    reached(consumer)
        .forEach(
            (partition, at) -> found.put(partition.partition(), at.minus(settings.allowance())));
    return found;
  }

  private Map<TopicPartition, Instant> reached(Consumer<byte[], byte[]> consumer) {
    Set<TopicPartition> assigned = consumer.assignment();
    ends.keySet().retainAll(assigned);
    Instant now = clock.instant();
    consumer
        .endOffsets(missing(assigned))
        .forEach((partition, end) -> {
          // Beyond the end nothing can be stored: the topic was made anew.
          stored.computeIfPresent(partition, (_, offset) -> offset > end ? null : offset);
          ends.put(partition, new End(end, now));
        });
    Map<TopicPartition, Instant> reached = new HashMap<>();
    ends.forEach((partition, end) -> {
      if (isStored(consumer, partition, end.offset())) {
        reached.put(partition, end.askedAt());
      }
    });
    ends.keySet().removeAll(reached.keySet());
    return reached;
  }

  private Collection<TopicPartition> missing(Set<TopicPartition> assigned) {
    Set<TopicPartition> missing = new HashSet<>(assigned);
    missing.removeAll(ends.keySet());
    return missing;
  }

  /// Before this instance has stored anything of a partition, what others committed tells; and of a
  /// topic where nothing is left to read, its beginning.
  private boolean isStored(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, long offset) {
    if (stored.getOrDefault(partition, 0L) >= offset) {
      return true;
    }
    Set<TopicPartition> one = Set.of(partition);
    var committed = consumer.committed(one).get(partition);
    return (committed != null && committed.offset() >= offset)
        || consumer.beginningOffsets(one).getOrDefault(partition, 0L) >= offset;
  }

  /// A partition's end.
  ///
  /// @param askedAt before the question, so that nothing older can be missing
  private record End(long offset, Instant askedAt) {}
}
