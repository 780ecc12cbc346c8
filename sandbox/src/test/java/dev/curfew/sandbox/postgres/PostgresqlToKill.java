package dev.curfew.sandbox.postgres;

import dev.curfew.sandbox.ChildJvm;
import java.nio.file.Path;

/// Commits one row, and waits to be killed.
final class PostgresqlToKill {
  private PostgresqlToKill() {}

  public static void main(String[] arguments) throws Exception {
    try (EmbeddedPostgresql server = EmbeddedPostgresql.start(Path.of(arguments[0]), 0)) {
      Sql.execute(server, "postgres", "CREATE TABLE kept AS SELECT 42 AS answer");
      System.out.println(ChildJvm.READY);
      Thread.currentThread().join();
    }
  }
}
