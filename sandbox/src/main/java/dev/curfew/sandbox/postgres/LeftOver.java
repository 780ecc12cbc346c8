package dev.curfew.sandbox.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server that a killed JVM left running on a cluster, found by its `postmaster.pid`. A process
/// id says little after a reboot: only a process that is postgres, and was started on this very
/// cluster, is stopped.
final class LeftOver {
  private static final Logger log = LoggerFactory.getLogger(LeftOver.class);

  private LeftOver() {}

  static void stop(Path cluster, Runnable stop) throws IOException {
    Path pidFile = cluster.resolve("postmaster.pid");
    Optional<ProcessHandle> process = process(pidFile);
    if (process.isEmpty()) {
      return; // PostgreSQL replaces the file of a dead process itself.
    }
    if (isServerOf(cluster, process.get().info())) {
      log.atInfo().addKeyValue("pid", process.get().pid()).log("stopping left-over postgresql");
      stop.run();
    } else {
      // PostgreSQL would refuse to start: somebody lives under the number of our dead server.
      Files.deleteIfExists(pidFile);
    }
  }

  static Optional<ProcessHandle> process(Path pidFile) throws IOException {
    if (Files.notExists(pidFile)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(pidFile);
    try {
      return lines.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()));
    } catch (NumberFormatException damaged) {
      return Optional.empty();
    }
  }

  private static boolean isServerOf(Path cluster, ProcessHandle.Info info) {
    boolean isPostgres = info.command().orElse("").endsWith("/postgres");
    List<String> arguments = Arrays.asList(info.arguments().orElse(new String[0]));
    return isPostgres && arguments.contains(cluster.toString());
  }
}
