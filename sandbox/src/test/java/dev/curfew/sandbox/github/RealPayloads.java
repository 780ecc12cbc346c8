package dev.curfew.sandbox.github;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Real webhook bodies. They are not part of the project: `CURFEW_PAYLOADS` says where they are,
/// beside the project's directory if nothing else is said.
final class RealPayloads {
  private RealPayloads() {}

  static byte[] read(String name) throws IOException {
    return Files.readAllBytes(folder().resolve(name));
  }

  static List<Path> workflowJobs() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(f -> f.getFileName().toString().startsWith("workflow_job.")).toList();
    }
  }

  private static Path folder() {
    String configured = System.getenv("CURFEW_PAYLOADS");
    Path folder = Path.of(configured != null ? configured : "../../shared/payloads");
    assumeThat(folder).as("real payloads, see CURFEW_PAYLOADS").isDirectory();
    return folder;
  }
}
