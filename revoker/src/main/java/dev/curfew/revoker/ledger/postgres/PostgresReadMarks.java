package dev.curfew.revoker.ledger.postgres;

import dev.curfew.revoker.ledger.ReadMarks;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/// Read marks in PostgreSQL.
@ApplicationScoped
class PostgresReadMarks implements ReadMarks {
  private final SessionFactory sessions;

  PostgresReadMarks(SessionFactory sessions) {
    this.sessions = sessions;
  }

  @Override
  public Uni<Void> mark(Map<Integer, Instant> readUpTo) {
    List<Map.Entry<Integer, Instant>> marks =
        readUpTo.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
    return sessions
        .withStatelessTransaction(session ->
            session
                .createNativeQuery(
                    """
                    insert into read_mark (partition, read_up_to)
                    select cast(partition as int), cast(read_up_to as timestamptz)
                    from unnest(cast(:partitions as text[]), cast(:times as text[])) as mark (partition, read_up_to)
                    order by 1
                    on conflict (partition) do update set read_up_to = excluded.read_up_to
                      where read_mark.read_up_to < excluded.read_up_to
                    """)
                .setParameter(
                    "partitions",
                    marks.stream().map(mark -> "" + mark.getKey()).toArray(String[]::new))
                .setParameter(
                    "times",
                    marks.stream().map(mark -> mark.getValue().toString()).toArray(String[]::new))
                .executeUpdate())
        .replaceWithVoid();
  }
}
