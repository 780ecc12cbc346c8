package dev.curfew.issuer.intake.postgres;

import static dev.curfew.issuer.intake.postgres.PostgresJournal.numbers;

import dev.curfew.issuer.store.postgres.Database;
import dev.curfew.issuer.store.postgres.Statements;
import dev.curfew.schemas.Topic;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// How far topics have been read.
final class Positions {
  private Positions() {}

  /// Never back: an instance that lost a partition may still be writing what it had read of it.
  static Uni<Void> store(Statements statements, Topic topic, Map<Integer, Long> next) {
    List<Map.Entry<Integer, Long>> positions =
        next.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    return statements
        .run(
            """
            insert into issuer.read_position (topic, partition, next_offset)
            select cast($1 as varchar), p, o
            from unnest(cast($2 as bigint[]), cast($3 as bigint[])) as position (p, o)
            order by 2
            on conflict (topic, partition) do update
              set next_offset = greatest(read_position.next_offset, excluded.next_offset)
            """,
            topic.topicName(),
            numbers(positions, Map.Entry::getKey),
            numbers(positions, Map.Entry::getValue))
        .replaceWithVoid();
  }

  static Uni<Map<Integer, Long>> of(Database database, Topic topic) {
    return database
        .statement(
            "select partition, next_offset from issuer.read_position where topic = $1",
            topic.topicName())
        .map(rows ->
            rows.stream()
                .collect(Collectors.toMap(row -> row.getInteger(0), row -> row.getLong(1))));
  }

  static Uni<Void> forget(Database database, Topic topic, Set<Integer> partitions) {
    return database
        .statement(
            "delete from issuer.read_position where topic = $1 and partition = any(cast($2 as bigint[]))",
            topic.topicName(),
            numbers(List.copyOf(partitions), Integer::longValue))
        .replaceWithVoid();
  }
}
