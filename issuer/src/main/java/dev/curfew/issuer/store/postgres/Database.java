package dev.curfew.issuer.store.postgres;

import dev.curfew.issuer.store.StoreUnavailableException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The issuer's database. All calls fail with [StoreUnavailableException] where it is away, or
/// takes too long.
@ApplicationScoped
public class Database {
  /// A job waits for the answer.
  private static final Duration DEADLINE = Duration.ofSeconds(3);

  private final Pool pool;
  private final Statements alone;

  Database(Pool pool) {
    this.pool = pool;
    this.alone = new Statements(pool);
  }

  /// One statement, which is its own transaction: one round trip, where a transaction takes three.
  ///
  /// @param parameters as of [Statements#run]
  public Uni<RowSet<Row>> statement(String sql, @Nullable Object... parameters) {
    return bounded(alone.run(sql, parameters));
  }

  /// Statements that are applied together or not at all.
  public Uni<Void> transaction(Function<Statements, Uni<Void>> work) {
    return bounded(pool.withTransaction(connection -> work.apply(new Statements(connection))));
  }

  private static <T> Uni<T> bounded(Uni<T> work) {
    return work.ifNoItem()
        .after(DEADLINE)
        .fail()
        .onFailure(Failures::pass)
        .transform(StoreUnavailableException::new);
  }
}
