package dev.curfew.local.stack;

import dev.curfew.local.Checkout;
import dev.curfew.sandbox.postgres.EmbeddedPostgresql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A broker, in this JVM or beside it, and a PostgreSQL server, their data in one directory.
public final class EmbeddedBacking implements Backing {
  static final String POSTGRESQL = "postgresql";
  private static final String KAFKA = "kafka";
  private static final String DATABASE = "curfew";

  private final Path directory;
  private final Broker.Start brokerStart;
  private Broker broker;
  private EmbeddedPostgresql postgresql;

  private EmbeddedBacking(
      Path directory, Broker.Start brokerStart, Broker broker, EmbeddedPostgresql postgresql) {
    this.directory = directory;
    this.brokerStart = brokerStart;
    this.broker = broker;
    this.postgresql = postgresql;
  }

  /// Goes on with the data of the last time.
  ///
  /// @param kafkaPort 0 for any that is free; so the other
  public static EmbeddedBacking start(Path directory, int kafkaPort, int postgresqlPort) {
    return start(directory, kafkaPort, postgresqlPort, Broker::here);
  }

  /// Begins with an empty database, in a directory that [ThrowAwayData] has cleared, or a new one.
  public static EmbeddedBacking startEmpty(Path directory) {
    return startEmpty(directory, Broker::here);
  }

  /// The same with a broker in a process of its own: it can be killed, and what it costs be told.
  public static EmbeddedBacking startEmptyApart(Checkout checkout, Path directory) {
    return startEmpty(directory, (data, port) -> BrokerProcess.start(checkout, data, port));
  }

  private static EmbeddedBacking startEmpty(Path directory, Broker.Start brokerStart) {
    try (EmbeddedPostgresql old = EmbeddedPostgresql.start(directory.resolve(POSTGRESQL), 0)) {
      dropDatabase(old);
    }
    return start(directory, 0, 0, brokerStart);
  }

  private static EmbeddedBacking start(
      Path directory, int kafkaPort, int postgresqlPort, Broker.Start brokerStart) {
    CompletableFuture<EmbeddedPostgresql> postgresql =
        CompletableFuture.supplyAsync(
            () -> EmbeddedPostgresql.start(directory.resolve(POSTGRESQL), postgresqlPort));
    Broker broker;
    try {
      broker = brokerStart.on(directory.resolve(KAFKA), kafkaPort);
    } catch (RuntimeException | Error e) {
      closeOnceStarted(postgresql);
      throw e;
    }
    try {
      EmbeddedPostgresql database = Futures.join(postgresql);
      database.createDatabase(DATABASE);
      return new EmbeddedBacking(directory, brokerStart, broker, database);
    } catch (RuntimeException | Error e) {
      broker.close();
      closeOnceStarted(postgresql);
      throw e;
    }
  }

  /// A server of which nobody knows would run for ever.
  private static void closeOnceStarted(CompletableFuture<EmbeddedPostgresql> postgresql) {
    postgresql.thenAccept(EmbeddedPostgresql::close).exceptionally(_ -> null).join();
  }

  @Override
  public String describe() {
    return "embedded";
  }

  @Override
  public synchronized String bootstrapServers() {
    return broker.bootstrapServers();
  }

  @Override
  public synchronized Database database() {
    return new Database(
        postgresql.jdbcUrl(DATABASE),
        postgresql.reactiveUrl(DATABASE),
        postgresql.username(),
        postgresql.password());
  }

  /// The broker's own process, where it has one.
  public synchronized Optional<ProcessHandle> kafkaProcess() {
    return broker instanceof BrokerProcess apart ? Optional.of(apart.process()) : Optional.empty();
  }

  /// The database server; clients' sessions are its children.
  public synchronized ProcessHandle databaseProcess() {
    return postgresql.process();
  }

  /// Without a goodbye where the broker has a process of its own.
  @Override
  public synchronized void stopKafka() {
    broker.close();
  }

  @Override
  public synchronized void startKafka() {
    broker = brokerStart.on(directory.resolve(KAFKA), portOf(broker.bootstrapServers()));
  }

  /// As `kill -9` does it, sessions included.
  public synchronized void killDatabase() {
    postgresql.kill();
  }

  /// Starts it again, after its end, on the same port.
  public synchronized void restartDatabase() {
    int port = portOf(postgresql.reactiveUrl(DATABASE).replaceFirst("/[^/]*$", ""));
    postgresql = EmbeddedPostgresql.start(directory.resolve(POSTGRESQL), port);
  }

  @Override
  public synchronized void close() {
    try {
      broker.close();
    } finally {
      postgresql.close();
    }
  }

  private static int portOf(String address) {
    return Integer.parseInt(address.replaceFirst(".*:", ""));
  }

  private static void dropDatabase(EmbeddedPostgresql server) {
    try (Connection connection =
            DriverManager.getConnection(
                server.jdbcUrl("postgres"), server.username(), server.password());
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
    } catch (SQLException e) {
      throw new IllegalStateException("cannot drop the database of an earlier run", e);
    }
  }
}
