package dev.curfew.revoker.ledger.postgres;

import dev.curfew.revoker.ledger.AuditQueue;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;

/// The queue in PostgreSQL, which moves the entries by itself.
@ApplicationScoped
class PostgresAuditQueue implements AuditQueue {
  private static final int MOST_AT_ONCE = 2000;

  private final SessionFactory sessions;

  PostgresAuditQueue(SessionFactory sessions) {
    this.sessions = sessions;
  }

  @Override
  public Uni<Integer> seal() {
    return sessions.withStatelessTransaction(session ->
        Locks.tryLock(session, "curfew.audit.queue")
            .chain(held ->
                held
                    ? session
                        .createNativeQuery("select audit_seal(:most)", Long.class)
                        .setParameter("most", MOST_AT_ONCE)
                        .getSingleResult()
                        .map(Math::toIntExact)
                    : Uni.createFrom().item(0)));
  }
}
