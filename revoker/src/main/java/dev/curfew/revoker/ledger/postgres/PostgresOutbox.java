package dev.curfew.revoker.ledger.postgres;

import dev.curfew.revoker.SafeContext;
import dev.curfew.revoker.ledger.Outbox;
import dev.curfew.schemas.event.Envelope;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/// The outbox in PostgreSQL.
@ApplicationScoped
class PostgresOutbox implements Outbox {
  private static final int MOST_AT_ONCE = 500;

  private final SessionFactory sessions;

  PostgresOutbox(SessionFactory sessions) {
    this.sessions = sessions;
  }

  @Override
  public Uni<Integer> relay(Function<Envelope, Uni<Void>> publish) {
    return sessions.withStatelessTransaction(session ->
        Locks.tryLock(session, "curfew.outbox")
            .chain(held -> held ? relay(session, publish) : Uni.createFrom().item(0)));
  }

  private static Uni<Integer> relay(
      StatelessSession session, Function<Envelope, Uni<Void>> publish) {
    return session
        .createSelectionQuery("from OutboxRow o order by o.position", OutboxRow.class)
        .setMaxResults(MOST_AT_ONCE)
        .getResultList()
        .chain(
            rows -> rows.isEmpty() ? Uni.createFrom().item(0) : published(session, rows, publish));
  }

  /// Sent in order, without waiting for each: the producer keeps the order of each partition. Where
  /// one fails, all leave again.
  private static Uni<Integer> published(
      StatelessSession session, List<OutboxRow> rows, Function<Envelope, Uni<Void>> publish) {
    return Multi.createFrom()
        .iterable(rows)
        .onItem()
        .transformToUni(row -> publish.apply(row.envelope()))
        .merge(MOST_AT_ONCE)
        .collect()
        .asList()
        .emitOn(SafeContext.current())
        .chain(() ->
            session
                .createNativeQuery("delete from outbox where event_id = any(cast(:sent as uuid[]))")
                .setParameter("sent", Ids.array(rows.stream().map(row -> row.eventId).toList()))
                .executeUpdate());
  }
}
