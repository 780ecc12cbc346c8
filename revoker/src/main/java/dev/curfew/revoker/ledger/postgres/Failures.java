package dev.curfew.revoker.ledger.postgres;

import dev.curfew.revoker.ledger.LedgerUnavailableException;
import dev.curfew.revoker.ledger.UnstorableException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.exception.DataException;
import org.jspecify.annotations.Nullable;

/// Tells a database that is away from data that it will never take.
final class Failures {
  /// SQLSTATE classes (PostgreSQL, «Error Codes»): connection lost, transaction rolled back, out of
  /// resources, operator intervention, system error.
  private static final Set<String> PASSING = Set.of("08", "40", "53", "57", "58");

  private Failures() {}

  /// What is neither stays as it is.
  static Throwable translated(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof ConstraintViolationException || e instanceof DataException) {
        return new UnstorableException(failure);
      }
      if (e instanceof IOException
          || e instanceof TimeoutException
          || e instanceof ClosedConnectionException
          || passes(sqlState(e))) {
        return new LedgerUnavailableException(failure);
      }
    }
    return failure;
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
