package dev.curfew.local.system;

import dev.curfew.local.stack.Backing;
import dev.curfew.local.stack.EmbeddedBacking;
import java.nio.file.Path;
import org.testcontainers.DockerClientFactory;

/// Containers where there is a Docker engine, else embedded servers; `CURFEW_TEST_BACKING` set to
/// `containers` or `embedded` decides otherwise. Which one it was is printed.
final class Backings {
  private static final String CHOICE = "CURFEW_TEST_BACKING";

  private Backings() {}

  static Backing start(Path directory) {
    String choice = System.getenv(CHOICE);
    Backing backing =
        switch (choice) {
          case null ->
              DockerClientFactory.instance().isDockerAvailable()
                  ? ContainerBacking.start()
                  : EmbeddedBacking.startEmpty(directory);
          case "containers" -> ContainerBacking.start();
          case "embedded" -> EmbeddedBacking.startEmpty(directory);
          default ->
              throw new IllegalArgumentException(
                  CHOICE + " is neither containers nor embedded: " + choice);
        };
    System.out.printf(
        "System tests run on: %s (%s %s)%n",
        backing.describe(),
        CHOICE,
        choice == null ? "is not set: Docker is used where there is an engine" : "says so");
    return backing;
  }
}
