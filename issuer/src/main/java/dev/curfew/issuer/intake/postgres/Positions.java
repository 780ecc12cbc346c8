package dev.curfew.issuer.intake.postgres;

import static dev.curfew.issuer.intake.postgres.PostgresJournal.texts;

import dev.curfew.schemas.Topic;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/// How far topics have been read.
final class Positions {
  private Positions() {}

  /// Never back: an instance that lost a partition may still be writing what it had read of it.
  static Uni<Void> store(StatelessSession session, Topic topic, Map<Integer, Long> next) {
    List<Map.Entry<Integer, Long>> positions =
        next.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    return session
        .createNativeQuery(
            """
            insert into issuer.read_position (topic, partition, next_offset)
            select cast(:topic as varchar), cast(p as int), cast(o as bigint)
            from unnest(cast(:partitions as text[]), cast(:offsets as text[])) as position (p, o)
            order by 2
            on conflict (topic, partition) do update
              set next_offset = greatest(read_position.next_offset, excluded.next_offset)
            """)
        .setParameter("topic", topic.topicName())
        .setParameter("partitions", texts(positions, Map.Entry::getKey))
        .setParameter("offsets", texts(positions, Map.Entry::getValue))
        .executeUpdate()
        .replaceWithVoid();
  }

  static Uni<Map<Integer, Long>> of(StatelessSession session, Topic topic) {
    return session
        .createNativeQuery(
            "select partition, next_offset from issuer.read_position where topic = :topic",
            Object[].class)
        .setParameter("topic", topic.topicName())
        .getResultList()
        .map(rows ->
            rows.stream()
                .collect(
                    Collectors.toMap(
                        row -> ((Number) row[0]).intValue(),
                        row -> ((Number) row[1]).longValue())));
  }

  static Uni<Void> forget(StatelessSession session, Topic topic, Set<Integer> partitions) {
    return session
        .createNativeQuery(
            """
            delete from issuer.read_position
            where topic = :topic and cast(partition as text) = any(cast(:partitions as text[]))
            """)
        .setParameter("topic", topic.topicName())
        .setParameter("partitions", texts(List.copyOf(partitions), partition -> partition))
        .executeUpdate()
        .replaceWithVoid();
  }
}
