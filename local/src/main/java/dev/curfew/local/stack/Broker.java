package dev.curfew.local.stack;

import dev.curfew.sandbox.kafka.EmbeddedKafka;
import java.nio.file.Path;

/// A Kafka node with the contract's topics, wherever it runs. It starts again on its directory.
interface Broker extends AutoCloseable {

  /// `host:port`
  String bootstrapServers();

  @Override
  void close();

  /// How one is started.
  @FunctionalInterface
  interface Start {
    /// Returns when clients can connect; the port 0 is any that is free.
    Broker on(Path directory, int port);
  }

  /// In this JVM, and ended in order.
  static Broker here(Path directory, int port) {
    EmbeddedKafka kafka = EmbeddedKafka.start(directory, port);
    try {
      kafka.createTopics();
      return new Here(kafka);
    } catch (RuntimeException | Error e) {
      kafka.close();
      throw e;
    }
  }

  /// One that ends with this JVM.
  record Here(EmbeddedKafka kafka) implements Broker {
    @Override
    public String bootstrapServers() {
      return kafka.bootstrapServers();
    }

    @Override
    public void close() {
      kafka.close();
    }
  }
}
