package dev.curfew.sandbox.kafka;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;

/// What `kafka-storage format` does for a node on its first start.
final class NodeStorage {
  private NodeStorage() {}

  static void formatIfNew(Path directory) {
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    try {
      new Formatter()
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .setNodeId(NodeConfig.NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .addDirectory(directory.toString())
          .setMetadataLogDirectory(directory.toString())
          .setControllerListenerName(NodeConfig.CONTROLLER_LISTENER)
          .run();
    } catch (Exception e) { // Formatter.run declares it
      throw new IllegalStateException("cannot format Kafka storage in " + directory, e);
    }
  }
}
