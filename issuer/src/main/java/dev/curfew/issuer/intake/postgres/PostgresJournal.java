package dev.curfew.issuer.intake.postgres;

import dev.curfew.issuer.intake.Journal;
import dev.curfew.issuer.store.postgres.Database;
import dev.curfew.schemas.Topic;
import dev.curfew.schemas.event.CurfewEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/// Writes what events say, and how far they have been read, at once.
@ApplicationScoped
class PostgresJournal implements Journal {
  private final Database database;
  private final Clock clock;

  PostgresJournal(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Uni<Void> apply(Topic topic, List<CurfewEvent> events, Map<Integer, Long> next) {
    Instant now = clock.instant();
    return database.transaction(statements ->
        Ends.store(statements, events, now)
            .chain(() -> Quarantines.store(statements, events, now))
            .chain(() -> Troubles.store(statements, events))
            .chain(() -> Positions.store(statements, topic, next)));
  }

  @Override
  public Uni<Map<Integer, Long>> positions(Topic topic) {
    return Positions.of(database, topic);
  }

  @Override
  public Uni<Void> forget(Topic topic, Set<Integer> partitions) {
    return Positions.forget(database, topic, partitions);
  }

  /// One fact of each item, as a parameter for `unnest`.
  static <T> Long[] numbers(List<T> items, ToLongFunction<T> fact) {
    return items.stream().map(fact::applyAsLong).toArray(Long[]::new);
  }
}
