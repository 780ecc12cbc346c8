package dev.curfew.listener.lease.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.curfew.listener.lease.JobLookup;
import dev.curfew.listener.lease.Leases;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.CredentialIssued;
import dev.curfew.schemas.event.CredentialReleased;
import dev.curfew.schemas.event.Envelope;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.event.RunCompleted;
import dev.curfew.schemas.event.StepsCompleted;
import dev.curfew.schemas.wire.Decoded;
import dev.curfew.schemas.wire.EventCodec;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.ChannelRegistry;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/// Follows who was given credentials and whose job has ended. Each instance reads all of it, from
/// before the oldest credential that may be alive: what it knows is rebuilt from Kafka at start.
/// Ends are read once all issuances are: an end that comes first would find nothing to remove.
@ApplicationScoped
@Identifier("leases")
class LeaseConsumer implements KafkaConsumerRebalanceListener {
  private static final String ISSUANCES = "leases";
  private static final String ENDS = "lease-ends";

  /// The longest session (AssumeRole, DurationSeconds), and some minutes for clocks.
  private static final Duration LONGEST_LIFE = Duration.ofHours(12).plusMinutes(10);

  private final Leases leases;
  private final JobLookup lookup;
  private final ChannelRegistry channels;
  private final Clock clock;

  /// Partitions of issuances that are not read up to where they ended when reading began.
  private final Map<TopicPartition, Long> behind = new ConcurrentHashMap<>();

  LeaseConsumer(Leases leases, JobLookup lookup, ChannelRegistry channels, Clock clock) {
    this.leases = leases;
    this.lookup = lookup;
    this.channels = channels;
    this.clock = clock;
  }

  /// Where GitHub cannot be asked, nobody needs to know.
  void start(@Observes StartupEvent event) {
    if (lookup.isConfigured()) {
      channels.getPausable(ISSUANCES).resume();
    }
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    long from = clock.instant().minus(LONGEST_LIFE).toEpochMilli();
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, from));
    Map<TopicPartition, OffsetAndTimestamp> firsts = consumer.offsetsForTimes(times);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp first = firsts.get(partition);
      long end = ends.getOrDefault(partition, 0L);
      consumer.seek(partition, first == null ? end : first.offset());
      if (first != null && isIssuances(partition)) {
        behind.put(partition, end);
      }
    }
    if (partitions.stream().anyMatch(LeaseConsumer::isIssuances)) {
      readEndsWhereIssuancesAreRead();
    }
  }

  private static boolean isIssuances(TopicPartition partition) {
    return partition.topic().equals(Topic.CREDENTIALS.topicName());
  }

  private void readEndsWhereIssuancesAreRead() {
    if (behind.isEmpty()) {
      leases.becomeComplete();
      channels.getPausable(ENDS).resume();
    }
  }

  @Incoming(ISSUANCES)
  void issuances(ConsumerRecords<byte[], byte[]> records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      apply(record);
      behind.computeIfPresent(
          new TopicPartition(record.topic(), record.partition()),
          (_, end) -> record.offset() + 1 >= end ? null : end);
    }
    readEndsWhereIssuancesAreRead();
  }

  @Incoming(ENDS)
  void ends(ConsumerRecords<byte[], byte[]> records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      // Most runs hold no credential: their ends are not worth decoding.
      if (leases.concernsRun(runId(record.key()))) {
        apply(record);
      }
    }
  }

  /// The key is `repositoryId:runId`; 0 where it is not.
  private static long runId(byte @Nullable [] key) {
    if (key == null) {
      return 0;
    }
    String text = new String(key, UTF_8);
    try {
      return Long.parseLong(text, text.indexOf(':') + 1, text.length(), 10);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /// What is no event of ours is a dead letter of the revoker's.
  private void apply(ConsumerRecord<byte[], byte[]> record) {
    if (!(EventCodec.decode(record.headers(), record.value())
        instanceof Decoded.Usable(Envelope envelope))) {
      return;
    }
    switch (envelope.event()) {
      case CredentialIssued issued -> leases.issued(issued);
      case CredentialReleased released -> leases.released(released.credentialId());
      case JobCompleted completed -> leases.ended(completed.job());
      case RunCompleted completed -> leases.ended(completed.run());
      case StepsCompleted completed -> leases.ended(completed.job(), completed.steps());
      default -> {
        // has no business on these topics
      }
    }
  }
}
