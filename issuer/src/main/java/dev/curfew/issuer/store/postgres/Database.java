package dev.curfew.issuer.store.postgres;

import dev.curfew.issuer.SafeContext;
import dev.curfew.issuer.store.StoreUnavailableException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.reactive.mutiny.Mutiny.SessionFactory;
import org.hibernate.reactive.mutiny.Mutiny.StatelessSession;

/// The issuer's database. All calls fail with [StoreUnavailableException] where it is away, or
/// takes too long.
@ApplicationScoped
public class Database {
  /// A job waits for the answer.
  private static final Duration DEADLINE = Duration.ofSeconds(3);

  private final SessionFactory sessions;
  private final SafeContext context;

  Database(SessionFactory sessions, SafeContext context) {
    this.sessions = sessions;
    this.context = context;
  }

  /// One statement, which is its own transaction: one round trip, where a transaction takes three.
  public <T> Uni<T> statement(Function<StatelessSession, Uni<T>> work) {
    return bounded(() -> sessions.withStatelessSession(work));
  }

  /// Statements that are applied together or not at all.
  public <T> Uni<T> transaction(Function<StatelessSession, Uni<T>> work) {
    return bounded(() -> sessions.withStatelessTransaction(work));
  }

  private <T> Uni<T> bounded(Supplier<Uni<T>> work) {
    return context
        .run(work)
        .ifNoItem()
        .after(DEADLINE)
        .fail()
        .onFailure(Failures::pass)
        .transform(StoreUnavailableException::new);
  }
}
