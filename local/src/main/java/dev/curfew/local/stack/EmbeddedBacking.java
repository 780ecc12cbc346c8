package dev.curfew.local.stack;

import dev.curfew.sandbox.kafka.EmbeddedKafka;
import dev.curfew.sandbox.postgres.EmbeddedPostgresql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;

/// A broker in this JVM and a PostgreSQL server beside it, their data in one directory.
public final class EmbeddedBacking implements Backing {
  static final String POSTGRESQL = "postgresql";
  private static final String DATABASE = "curfew";

  private final Path kafkaDirectory;
  private final EmbeddedPostgresql postgresql;
  private EmbeddedKafka kafka;
  private final int kafkaPort;

  private EmbeddedBacking(Path kafkaDirectory, EmbeddedKafka kafka, EmbeddedPostgresql postgresql) {
    this.kafkaDirectory = kafkaDirectory;
    this.kafka = kafka;
    this.kafkaPort = portOf(kafka);
    this.postgresql = postgresql;
  }

  /// Goes on with the data of the last time.
  ///
  /// @param kafkaPort 0 for any that is free; so the other
  public static EmbeddedBacking start(Path directory, int kafkaPort, int postgresqlPort) {
    Path kafkaDirectory = directory.resolve("kafka");
    CompletableFuture<EmbeddedPostgresql> postgresql =
        CompletableFuture.supplyAsync(
            () -> EmbeddedPostgresql.start(directory.resolve(POSTGRESQL), postgresqlPort));
    EmbeddedKafka kafka;
    try {
      kafka = EmbeddedKafka.start(kafkaDirectory, kafkaPort);
    } catch (RuntimeException | Error e) {
      closeOnceStarted(postgresql);
      throw e;
    }
    try {
      kafka.createTopics();
      EmbeddedPostgresql database = Futures.join(postgresql);
      database.createDatabase(DATABASE);
      return new EmbeddedBacking(kafkaDirectory, kafka, database);
    } catch (RuntimeException | Error e) {
      kafka.close();
      closeOnceStarted(postgresql);
      throw e;
    }
  }

  /// A server of which nobody knows would run for ever.
  private static void closeOnceStarted(CompletableFuture<EmbeddedPostgresql> postgresql) {
    postgresql.thenAccept(EmbeddedPostgresql::close).exceptionally(_ -> null).join();
  }

  /// Begins with an empty database, in a directory that [ThrowAwayData] has cleared, or a new one.
  public static EmbeddedBacking startEmpty(Path directory) {
    try (EmbeddedPostgresql old = EmbeddedPostgresql.start(directory.resolve(POSTGRESQL), 0)) {
      dropDatabase(old);
    }
    return start(directory, 0, 0);
  }

  @Override
  public String describe() {
    return "embedded";
  }

  @Override
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  @Override
  public Database database() {
    return new Database(
        postgresql.jdbcUrl(DATABASE),
        postgresql.reactiveUrl(DATABASE),
        postgresql.username(),
        postgresql.password());
  }

  @Override
  public synchronized void stopKafka() {
    kafka.close();
  }

  @Override
  public synchronized void startKafka() {
    kafka = EmbeddedKafka.start(kafkaDirectory, kafkaPort);
  }

  @Override
  public synchronized void close() {
    try {
      kafka.close();
    } finally {
      postgresql.close();
    }
  }

  private static int portOf(EmbeddedKafka kafka) {
    return Integer.parseInt(kafka.bootstrapServers().replaceFirst(".*:", ""));
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
