package dev.curfew.sandbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.curfew.sandbox.ChildJvm;
import dev.curfew.sandbox.LoopbackPort;
import dev.curfew.schemas.Topic;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
  @TempDir Path directory;

  @Test
  void createsTheTopicsOfTheContractOnce() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
      kafka.createTopics();
      kafka.createTopics();

      assertThat(partitions(kafka))
          .containsExactlyInAnyOrderEntriesOf(
              Arrays.stream(Topic.values())
                  .collect(Collectors.toMap(Topic::topicName, Topic::partitions)));
    }
  }

  @Test
  void refusesATopicThatBreaksTheContract() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
      kafka.createTopics();
      try (Admin admin = admin(kafka)) {
        admin
            .createPartitions(Map.of(Topic.ORDERS.topicName(), NewPartitions.increaseTo(4)))
            .all()
            .get();
      }
      // The controller has it before the broker tells it.
      await().until(() -> partitions(kafka).containsValue(4));

      assertThatThrownBy(kafka::createTopics)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("topic curfew.orders has 4 partitions, the contract says 3");
    }
  }

  @Test
  void createsNoTopicThatNobodyOrdered() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
      assertThatThrownBy(() -> Records.produce(kafka.bootstrapServers(), "unheard-of", "x"))
          .isInstanceOf(ExecutionException.class);
    }
  }

  @Test
  void keepsRecordsWhenItStartsAgainOnAnotherPort() throws Exception {
    String first;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
      first = kafka.bootstrapServers();
      kafka.createTopics();
      Records.produce(first, Topic.JOBS.topicName(), "one", "two");
    }

    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, LoopbackPort.free())) {
      assertThat(kafka.bootstrapServers()).isNotEqualTo(first);
      assertThat(Records.consume(kafka.bootstrapServers(), Topic.JOBS.topicName(), 2))
          .containsExactly("one", "two");
    }
  }

  @Test
  void keepsWhatItAcknowledgedWhenItsProcessIsKilled() throws Exception {
    try (ChildJvm child = ChildJvm.start(KafkaToKill.class, directory.toString())) {
      child.kill();
    }

    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
      assertThat(Records.consume(kafka.bootstrapServers(), Topic.JOBS.topicName(), 1))
          .containsExactly(KafkaToKill.RECORD);
    }
  }

  @Test
  void namesThePortThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> EmbeddedKafka.start(directory, port))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("port " + port + " on 127.0.0.1, wanted for Kafka, is taken");
    }
  }

  @Test
  void refusesADirectoryThatIsInUse() {
    try (EmbeddedKafka _ = EmbeddedKafka.start(directory, 0)) {
      assertThatThrownBy(() -> EmbeddedKafka.start(directory, 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("data directory " + directory + " is in use");
    }
  }

  private static Map<String, Integer> partitions(EmbeddedKafka kafka) throws Exception {
    List<String> names = Arrays.stream(Topic.values()).map(Topic::topicName).toList();
    try (Admin admin = admin(kafka)) {
      return admin.describeTopics(names).allTopicNames().get().values().stream()
          .collect(Collectors.toMap(TopicDescription::name, d -> d.partitions().size()));
    }
  }

  private static Admin admin(EmbeddedKafka kafka) {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }
}
