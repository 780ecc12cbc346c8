package dev.curfew.local.bench.intake;

import dev.curfew.local.stack.IntakeStack;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.JobCompleted;
import dev.curfew.schemas.wire.Decoded;
import dev.curfew.schemas.wire.EventCodec;
import java.net.URI;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What takes deliveries and brings their jobs to a topic.
///
/// @param jobs reads the topic
record Receiver(
    String name, URI webhook, String secret, String topic, JobReader jobs, ProcessHandle process) {

  static final String LISTENER = "webhook-listener";

  /// Reads a record.
  @FunctionalInterface
  interface JobReader {
    /// The job that a record tells of; empty where it tells of something else.
    OptionalLong job(ConsumerRecord<?, byte[]> record);
  }

  static Receiver listener(IntakeStack stack) {
    return new Receiver(
        LISTENER,
        stack.webhook(),
        stack.webhookSecret(),
        Topic.JOBS.topicName(),
        Receiver::completedJob,
        stack.listener().process());
  }

  private static OptionalLong completedJob(ConsumerRecord<?, byte[]> record) {
    return EventCodec.decode(record.headers(), record.value()) instanceof Decoded.Usable usable
            && usable.envelope().event() instanceof JobCompleted completed
        ? OptionalLong.of(completed.job().jobId())
        : OptionalLong.empty();
  }
}
