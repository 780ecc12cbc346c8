package dev.curfew.sandbox.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.curfew.sandbox.ChildJvm;
import dev.curfew.sandbox.LoopbackPort;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresqlIT {
  @TempDir Path directory;

  @Test
  void isDurableAndListensOnLoopbackOnly() throws Exception {
    try (EmbeddedPostgresql server = EmbeddedPostgresql.start(directory, 0)) {
      assertThat(Sql.query(server, "postgres", "SHOW fsync")).isEqualTo("on");
      assertThat(Sql.query(server, "postgres", "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(Sql.query(server, "postgres", "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(Sql.query(server, "postgres", "SHOW unix_socket_directories")).isEmpty();
      assertThat(Sql.query(server, "postgres", "SHOW server_version")).startsWith("18.");
    }
  }

  @Test
  void givesEachServiceADatabaseOfItsOwn() throws Exception {
    try (EmbeddedPostgresql server = EmbeddedPostgresql.start(directory, 0)) {
      server.createDatabase("issuer");
      server.createDatabase("revoker");
      server.createDatabase("issuer");

      assertThat(Sql.query(server, "issuer", "SELECT current_database()")).isEqualTo("issuer");
      assertThat(server.reactiveUrl("revoker"))
          .matches("postgresql://127\\.0\\.0\\.1:\\d+/revoker");
    }
  }

  @Test
  void letsNobodyInWithoutThePassword() {
    try (EmbeddedPostgresql server = EmbeddedPostgresql.start(directory, 0)) {
      String url = server.jdbcUrl("postgres");

      assertThatThrownBy(() -> DriverManager.getConnection(url, server.username(), "guess"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("password authentication failed");
    }
  }

  @Test
  void keepsRowsWhenItStartsAgainOnAnotherPort() throws Exception {
    try (EmbeddedPostgresql server = EmbeddedPostgresql.start(directory, 0)) {
      Sql.execute(server, "postgres", "CREATE TABLE kept AS SELECT 42 AS answer");
    }

    try (EmbeddedPostgresql server = EmbeddedPostgresql.start(directory, LoopbackPort.free())) {
      assertThat(Sql.query(server, "postgres", "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void keepsWhatWasCommittedWhenItIsKilledUnderLoad() throws Exception {
    EmbeddedPostgresql killed = EmbeddedPostgresql.start(directory, 0);
    int port = URI.create(killed.reactiveUrl("postgres")).getPort();
    Sql.execute(killed, "postgres", "CREATE TABLE kept AS SELECT 42 AS answer");
    CompletableFuture<Void> busy =
        CompletableFuture.runAsync(() -> {
          try {
            Sql.execute(killed, "postgres", "SELECT pg_sleep(60)");
          } catch (SQLException e) {
            throw new CompletionException(e);
          }
        });

    killed.kill();

    assertThatThrownBy(busy::join).hasCauseInstanceOf(SQLException.class);
    try (EmbeddedPostgresql server = EmbeddedPostgresql.start(directory, port)) {
      assertThat(Sql.query(server, "postgres", "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void replacesTheServerThatAKilledRunLeftBehind() throws Exception {
    try (ChildJvm child = ChildJvm.start(PostgresqlToKill.class, directory.toString())) {
      child.kill();
    }
    ProcessHandle leftOver = postmaster();
    assertThat(leftOver.info().command()).isPresent();

    try (EmbeddedPostgresql server = EmbeddedPostgresql.start(directory, 0)) {
      // Not isAlive(): in a container without an init process nobody reaps it.
      assertThat(leftOver.info().command()).isEmpty();
      assertThat(Sql.query(server, "postgres", "SELECT answer FROM kept")).isEqualTo("42");
    }
  }

  @Test
  void sparesAStrangerWhoLivesUnderTheProcessIdOfADeadServer() throws Exception {
    EmbeddedPostgresql.start(directory, 0).close();
    Process stranger = new ProcessBuilder("sleep", "60").start();
    try {
      Files.writeString(pidFile(), stranger.pid() + "\n" + pidFile().getParent() + "\n");

      EmbeddedPostgresql.start(directory, 0).close();

      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void beginsAnewWhereTheFirstStartWasKilledHalfWay() throws Exception {
    Path unfinished = Files.createDirectory(directory.resolve("initialising-1"));
    Files.writeString(unfinished.resolve("postgresql.conf"), "half");

    try (EmbeddedPostgresql server = EmbeddedPostgresql.start(directory, 0)) {
      assertThat(Sql.query(server, "postgres", "SELECT 1")).isEqualTo("1");
    }
    assertThat(unfinished).doesNotExist();
  }

  @Test
  void namesThePortThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> EmbeddedPostgresql.start(directory, port))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("port " + port + " on 127.0.0.1, wanted for PostgreSQL, is taken");
    }
  }

  @Test
  void saysWhatTheServerSaidWhenItDoesNotStart() throws Exception {
    EmbeddedPostgresql.start(directory, 0).close();
    Files.writeString(directory.resolve("cluster").resolve("postgresql.conf"), "nonsense = 1\n");

    assertThatThrownBy(() -> EmbeddedPostgresql.start(directory, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("unrecognized configuration parameter \"nonsense\"");
  }

  @Test
  void refusesADirectoryThatIsInUse() {
    try (EmbeddedPostgresql _ = EmbeddedPostgresql.start(directory, 0)) {
      assertThatThrownBy(() -> EmbeddedPostgresql.start(directory, 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("data directory " + directory + " is in use");
    }
  }

  private ProcessHandle postmaster() throws Exception {
    long pid = Long.parseLong(Files.readAllLines(pidFile()).getFirst().strip());
    return ProcessHandle.of(pid).orElseThrow();
  }

  private Path pidFile() {
    return directory.resolve("cluster").resolve("postmaster.pid");
  }
}
