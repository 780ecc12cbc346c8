package dev.curfew.issuer.store.postgres;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells a database that is away from what we do wrong.
final class Failures {
  /// SQLSTATE classes (PostgreSQL, «Error Codes»): connection lost, transaction rolled back, out of
  /// resources, operator intervention, system error.
  private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "58");

  private Failures() {}

  static boolean pass(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof IOException
          || e instanceof TimeoutException
          || e instanceof java.util.concurrent.TimeoutException
          || e instanceof ClosedConnectionException
          || passes(sqlState(e))) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String sqlState(Throwable e) {
    return switch (e) {
      case PgException said -> said.getSqlState();
      case SQLException said -> said.getSQLState();
      default -> null;
    };
  }

  private static boolean passes(@Nullable String sqlState) {
    return sqlState != null && sqlState.length() == 5 && PASSING.contains(sqlState.substring(0, 2));
  }
}
