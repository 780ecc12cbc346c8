package dev.curfew.sandbox.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;

/// Settings of a node that is alone, small, and often killed.
final class NodeConfig {
  static final String HOST = "127.0.0.1";
  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private NodeConfig() {}

  static KafkaConfig of(Path directory, int port, int controllerPort) {
    Map<String, String> config = new HashMap<>();
    config.put("log.dirs", directory.toString());
    config.putAll(network(port, controllerPort));
    config.putAll(alone());
    config.putAll(small());
    config.putAll(restartsFast());
    return new KafkaConfig(config, false);
  }

  private static Map<String, String> network(int port, int controllerPort) {
    String broker = "PLAINTEXT://" + HOST + ":" + port;
    return Map.of(
        "process.roles",
        "broker,controller",
        "node.id",
        String.valueOf(NODE_ID),
        "listeners",
        broker + "," + CONTROLLER_LISTENER + "://" + HOST + ":" + controllerPort,
        "advertised.listeners",
        broker,
        "controller.listener.names",
        CONTROLLER_LISTENER,
        // A static quorum is read from here and not from the disk, so the port may change.
        "controller.quorum.voters",
        NODE_ID + "@" + HOST + ":" + controllerPort);
  }

  private static Map<String, String> alone() {
    return Map.of(
        "auto.create.topics.enable", "false",
        "offsets.topic.replication.factor", "1",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1");
  }

  private static Map<String, String> small() {
    return Map.of(
        "offsets.topic.num.partitions", "1",
        "transaction.state.log.num.partitions", "1",
        "share.coordinator.state.topic.num.partitions", "1",
        // 128 MB of heap by default, for compacted topics; ours has the offsets only.
        "log.cleaner.dedupe.buffer.size", "4194304");
  }

  private static Map<String, String> restartsFast() {
    return Map.of(
        "group.initial.rebalance.delay.ms", "0",
        // After a kill the controller waits for the old session of this very broker to run out.
        "broker.session.timeout.ms", "3000",
        "broker.heartbeat.interval.ms", "500");
  }
}
