package dev.curfew.sandbox.kafka;

import dev.curfew.sandbox.ChildJvm;
import dev.curfew.schemas.Topic;
import java.nio.file.Path;

/// Acknowledges one record, and waits to be killed.
final class KafkaToKill {
  static final String RECORD = "acknowledged";

  private KafkaToKill() {}

  public static void main(String[] arguments) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(arguments[0]), 0)) {
      kafka.createTopics();
      Records.produce(kafka.bootstrapServers(), Topic.JOBS.topicName(), RECORD);
      System.out.println(ChildJvm.READY);
      Thread.currentThread().join();
    }
  }
}
