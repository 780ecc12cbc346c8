package dev.curfew.sandbox.postgres;

import dev.curfew.sandbox.DirectoryLock;
import dev.curfew.sandbox.LoopbackPort;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One PostgreSQL server, a process of its own, on loopback, durable (fsync on), its data kept in a
/// directory. It asks for a password, which is made up once and kept in that directory: other users
/// of the machine reach the port too.
///
/// It outlives a JVM that is killed; the next start on the directory stops and replaces it. There
/// is no shutdown hook: the caller closes it, after whatever uses it.
public final class EmbeddedPostgresql implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgresql.class);
  private static final int ATTEMPTS = 3;
  private static final Pattern DATABASE_NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final String DUPLICATE_DATABASE = "42P04";

  private final Cluster cluster;
  private final DirectoryLock lock;
  private final int port;

  private EmbeddedPostgresql(Cluster cluster, DirectoryLock lock, int port) {
    this.cluster = cluster;
    this.lock = lock;
    this.port = port;
  }

  /// Returns when clients can connect.
  ///
  /// @param port 0 for any that is free
  /// @throws IllegalStateException if the port is taken, the directory in use, or this user may not
  ///   run PostgreSQL
  public static EmbeddedPostgresql start(Path dataDirectory, int port) {
    Path directory = dataDirectory.toAbsolutePath().normalize();
    DirectoryLock lock = DirectoryLock.take(directory);
    try {
      Cluster cluster = Cluster.open(directory, PostgresqlPrograms.unpacked());
      return start(cluster, port, lock);
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private static EmbeddedPostgresql start(Cluster cluster, int wantedPort, DirectoryLock lock) {
    for (int attempt = 1; ; attempt++) {
      if (wantedPort != 0) {
        LoopbackPort.requireFree(wantedPort, "PostgreSQL");
      }
      int port = wantedPort != 0 ? wantedPort : LoopbackPort.free();
      try {
        cluster.start(port);
        log.atInfo().addKeyValue("port", port).log("postgresql started");
        return new EmbeddedPostgresql(cluster, lock, port);
      } catch (RuntimeException e) {
        // Between the look and the bind somebody took the port.
        if (LoopbackPort.isFree(port) || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /// For JDBC. Says neither user nor password.
  public String jdbcUrl(String database) {
    return "jdbc:" + reactiveUrl(database);
  }

  /// For the Vert.x client. Says neither user nor password.
  public String reactiveUrl(String database) {
    return "postgresql://" + Cluster.HOST + ":" + port + "/" + database;
  }

  /// The superuser: a sandbox has no other.
  public String username() {
    return Cluster.SUPERUSER;
  }

  public String password() {
    return cluster.password();
  }

  /// Does nothing where the database exists.
  ///
  /// @param name a lower-case identifier that needs no quotes
  public void createDatabase(String name) {
    if (!DATABASE_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a plain database name: " + name);
    }
    try (Connection connection =
            DriverManager.getConnection(jdbcUrl("postgres"), username(), password());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      if (!DUPLICATE_DATABASE.equals(e.getSQLState())) {
        throw new IllegalStateException("cannot create database " + name, e);
      }
    }
  }

  /// The server's process; clients' sessions are its children.
  ///
  /// @throws IllegalStateException if it does not run
  public ProcessHandle process() {
    return cluster.process();
  }

  /// Ends server and sessions as `kill -9` does. The next start on the directory recovers all that
  /// was committed.
  public void kill() {
    cluster.kill();
    lock.close();
  }

  /// Ends clients' sessions and waits for the server to write its last checkpoint.
  @Override
  public void close() {
    cluster.stop();
    lock.close();
  }
}
