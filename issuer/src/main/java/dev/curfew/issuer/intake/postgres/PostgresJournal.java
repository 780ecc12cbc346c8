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
import java.util.function.Function;

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
    return database.transaction(session ->
        Ends.store(session, events, now)
            .chain(() -> Quarantines.store(session, events, now))
            .chain(() -> Troubles.store(session, events))
            .chain(() -> Positions.store(session, topic, next)));
  }

  @Override
  public Uni<Map<Integer, Long>> positions(Topic topic) {
    return database.statement(session -> Positions.of(session, topic));
  }

  @Override
  public Uni<Void> forget(Topic topic, Set<Integer> partitions) {
    return database.statement(session -> Positions.forget(session, topic, partitions));
  }

  /// One fact of each item, as a parameter for `cast(:name as text[])`.
  static <T> String[] texts(List<T> items, Function<T, ?> fact) {
    return items.stream().map(item -> String.valueOf(fact.apply(item))).toArray(String[]::new);
  }
}
