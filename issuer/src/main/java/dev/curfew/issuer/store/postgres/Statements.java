package dev.curfew.issuer.store.postgres;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs statements one by one. Each is prepared once for each connection: after that it is one
/// round trip.
public final class Statements {
  private final SqlClient client;

  Statements(SqlClient client) {
    this.client = client;
  }

  /// One, with all of its rows.
  ///
  /// @param parameters `$1`, `$2`, …; an [Instant] goes as `timestamptz`
  public Uni<RowSet<Row>> run(String sql, @Nullable Object... parameters) {
    List<@Nullable Object> values = new ArrayList<>(parameters.length);
    for (Object parameter : parameters) {
      values.add(
          parameter instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : parameter);
    }
    return client.preparedQuery(sql).execute(Tuple.from(values));
  }
}
