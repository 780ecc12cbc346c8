package dev.curfew.sandbox.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A database cluster in our data directory:
///
/// ```
/// cluster/        what PostgreSQL calls its data directory; absent or complete
/// password        of the superuser
/// postgresql.log  of the last start
/// ```
final class Cluster {
  static final String HOST = "127.0.0.1";
  static final String SUPERUSER = "postgres";
  private static final String UNFINISHED = "initialising-";
  private static final Duration KILL_POLL = Duration.ofMillis(5);

  private final PostgresqlPrograms programs;
  private final Path data;
  private final Path log;
  private final String password;

  private Cluster(PostgresqlPrograms programs, Path directory, String password) {
    this.programs = programs;
    this.data = directory.resolve("cluster");
    this.log = directory.resolve("postgresql.log");
    this.password = password;
  }

  /// Creates the cluster on first use, and stops the server that a killed run left behind. The
  /// caller holds the directory's lock: a server that runs here has no owner any more.
  static Cluster open(Path directory, PostgresqlPrograms programs) {
    try {
      Path password = directory.resolve("password");
      if (Files.notExists(directory.resolve("cluster"))) {
        deleteUnfinished(directory);
        writePassword(password);
        initialise(directory, programs, password);
      }
      Cluster cluster = new Cluster(programs, directory, Files.readString(password));
      LeftOver.stop(cluster.data, cluster::stop);
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the PostgreSQL cluster in " + directory, e);
    }
  }

  void start(int port) {
    try {
      Files.deleteIfExists(log);
      programs.run(
          "pg_ctl",
          "start",
          "-D",
          data.toString(),
          "-l",
          log.toString(),
          "-w",
          "-t",
          "60",
          "-o",
          options(port));
    } catch (ProgramFailed e) {
      throw new IllegalStateException(
          "PostgreSQL did not start on port " + port + ": " + tailOfLog(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot replace " + log, e);
    }
  }

  /// Fast shutdown: sessions are ended, nothing is lost. Should that hang, the immediate one, which
  /// loses nothing either, but makes the next start recover.
  void stop() {
    try {
      programs.run("pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-w", "-t", "30");
    } catch (ProgramFailed hangsOrIsGone) {
      if (isRunning()) {
        programs.run("pg_ctl", "stop", "-D", data.toString(), "-m", "immediate", "-w");
      }
    }
  }

  ProcessHandle process() {
    try {
      return LeftOver.process(data.resolve("postmaster.pid"))
          .orElseThrow(() -> new IllegalStateException("no PostgreSQL server runs on " + data));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot find the PostgreSQL server of " + data, e);
    }
  }

  /// Sessions, too: a server does not start beside one that is left of its predecessor.
  void kill() {
    ProcessHandle server = process();
    List<ProcessHandle> all = Stream.concat(Stream.of(server), server.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(Cluster::awaitEnd);
  }

  /// Not onExit(): in a container without an init process nobody reaps it, and a dead process
  /// without a command is as good as none.
  private static void awaitEnd(ProcessHandle process) {
    while (process.info().command().isPresent()) {
      LockSupport.parkNanos(KILL_POLL.toNanos());
    }
  }

  private boolean isRunning() {
    try {
      programs.run("pg_ctl", "status", "-D", data.toString());
      return true;
    } catch (ProgramFailed no) {
      return false;
    }
  }

  String password() {
    return password;
  }

  /// pg_ctl hands these to a shell.
  private static String options(int port) {
    return String.join(
        " ",
        "-p " + port,
        "-c listen_addresses=" + HOST,
        // A socket in /tmp would be one more way in, and a file that a kill leaves behind.
        "-c unix_socket_directories=''",
        "-c fsync=on",
        // The default of 128 MB is less than a bench's tables: PostgreSQL would measure its disk.
        "-c shared_buffers=512MB",
        "-c synchronous_commit=on",
        "-c timezone=UTC",
        "-c log_timezone=UTC");
  }

  private static void initialise(Path directory, PostgresqlPrograms programs, Path password)
      throws IOException {
    Path unfinished = Files.createTempDirectory(directory, UNFINISHED);
    // The built-in locale provider sorts alike on every platform.
    programs.run(
        "initdb",
        "-D",
        unfinished.toString(),
        "-U",
        SUPERUSER,
        "--pwfile",
        password.toString(),
        "--auth",
        "scram-sha-256",
        "--encoding",
        "UTF8",
        "--no-locale",
        "--locale-provider",
        "builtin",
        "--builtin-locale",
        "C.UTF-8");
    Files.move(unfinished, directory.resolve("cluster"), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void deleteUnfinished(Path directory) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, UNFINISHED + "*")) {
      for (Path unfinished : left) {
        DirectoryTree.delete(unfinished);
      }
    }
  }

  private static void writePassword(Path file) throws IOException {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, HexFormat.of().formatHex(random));
  }

  private String tailOfLog() {
    try {
      String text = Files.exists(log) ? Files.readString(log, UTF_8) : "it wrote no log";
      return text.substring(Math.max(0, text.length() - 1000)).strip();
    } catch (IOException e) {
      return "its log " + log + " is unreadable";
    }
  }
}
