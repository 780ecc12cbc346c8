package dev.curfew.sandbox.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.security.auth.module.UnixSystem;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs `initdb` and `pg_ctl`.
final class PostgresqlPrograms {
  private final Path home;
  private final List<String> prefix;

  private PostgresqlPrograms(Path home, List<String> prefix) {
    this.home = home;
    this.prefix = prefix;
  }

  static PostgresqlPrograms unpacked() {
    return new PostgresqlPrograms(PostgresqlBinaries.unpack(), prefix());
  }

  /// PostgreSQL refuses to run as root. In a user namespace of its own root is nobody, and still
  /// the owner of its files.
  private static List<String> prefix() {
    if (new UnixSystem().getUid() != 0) {
      return List.of();
    }
    if (LinuxUtils.isUnshareAvailable()) {
      return List.of("unshare", "-U");
    }
    throw new IllegalStateException(
        "PostgreSQL does not run as root, and root may not create a user namespace here"
            + " (unshare -U fails): run as an ordinary user");
  }

  /// Waits for the program to end.
  ///
  /// @throws ProgramFailed if it does not succeed
  void run(String program, String... arguments) {
    List<String> command = new ArrayList<>(prefix);
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    try {
      runToEnd(program, command);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + program, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + program, e);
    }
  }

  /// Output goes to a file: a server that pg_ctl leaves running would hold a pipe open.
  private static void runToEnd(String program, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("curfew-" + program, ".log");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      // PGDATA, PGPORT, PGOPTIONS of the caller's shell are about another server.
      builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
      int status = builder.start().waitFor();
      if (status != 0) {
        throw new ProgramFailed(program, status, Files.readString(output, UTF_8).strip());
      }
    } finally {
      Files.delete(output);
    }
  }
}
