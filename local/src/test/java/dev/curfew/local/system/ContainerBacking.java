package dev.curfew.local.system;

import dev.curfew.local.stack.Backing;
import dev.curfew.local.stack.Database;
import dev.curfew.schemas.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// The servers' own images, where there is a Docker engine.
final class ContainerBacking implements Backing {
  private static final short ONE_REPLICA = 1;

  private final KafkaContainer kafka = new KafkaContainer("apache/kafka:4.1.1");
  private final PostgreSQLContainer postgresql =
      new PostgreSQLContainer("postgres:18").withDatabaseName("curfew");

  static ContainerBacking start() {
    ContainerBacking backing = new ContainerBacking();
    try {
      backing.kafka.start();
      backing.postgresql.start();
      backing.createTopics();
      return backing;
    } catch (RuntimeException | Error e) {
      backing.close();
      throw e;
    }
  }

  @Override
  public String describe() {
    return "containers " + kafka.getDockerImageName() + ", " + postgresql.getDockerImageName();
  }

  @Override
  public String bootstrapServers() {
    return kafka.getBootstrapServers();
  }

  @Override
  public Database database() {
    String address =
        "%s:%d/%s"
            .formatted(
                postgresql.getHost(),
                postgresql.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                postgresql.getDatabaseName());
    return new Database(
        "jdbc:postgresql://" + address,
        "postgresql://" + address,
        postgresql.getUsername(),
        postgresql.getPassword());
  }

  /// Paused and not stopped: a container that starts again has another port.
  @Override
  public void stopKafka() {
    kafka.getDockerClient().pauseContainerCmd(kafka.getContainerId()).exec();
  }

  @Override
  public void startKafka() {
    kafka.getDockerClient().unpauseContainerCmd(kafka.getContainerId()).exec();
  }

  @Override
  public void close() {
    kafka.stop();
    postgresql.stop();
  }

  private void createTopics() {
    List<NewTopic> topics =
        Arrays.stream(Topic.values())
            .map(topic -> new NewTopic(topic.topicName(), topic.partitions(), ONE_REPLICA))
            .toList();
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
      admin.createTopics(topics).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("topics cannot be created", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating topics", e);
    }
  }
}
