package dev.curfew.issuer.store.postgres;

import static dev.curfew.schemas.LogKeys.ERROR;

import dev.curfew.issuer.Recurring;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removes what need not be remembered any more: each table says in `forget_at` when. No check may
/// rely on a row being gone.
@ApplicationScoped
class ExpiredRows {
  private static final Logger LOG = LoggerFactory.getLogger(ExpiredRows.class);
  private static final Duration PAUSE = Duration.ofSeconds(30);

  /// So few that nobody waits for them, and enough for 500 requests in each second.
  private static final int MOST_AT_ONCE = 20_000;

  private static final List<String> TABLES =
      List.of(
          "token_use",
          "nonce",
          "ended_job",
          "ended_run",
          "quarantine",
          "release_right",
          "revocation_trouble");

  private final Database database;
  private final Clock clock;
  private @Nullable Cancellable running;

  ExpiredRows(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    running = Recurring.every(PAUSE, this::remove, LOG, "removal of old rows stopped");
  }

  void stop(@Observes ShutdownEvent event) {
    if (running != null) {
      running.cancel();
    }
  }

  private Uni<Void> remove() {
    return Multi.createFrom()
        .iterable(TABLES)
        .onItem()
        .transformToUniAndConcatenate(this::remove)
        .collect()
        .asList()
        .replaceWithVoid()
        .onFailure()
        .invoke(e -> LOG.atWarn().addKeyValue(ERROR, e.getMessage()).log("old rows not removed"))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> remove(String table) {
    return database
        .statement(
            """
            delete from issuer.%s where ctid = any(array(
              select ctid from issuer.%s where forget_at < $1 limit $2))
            """
                .formatted(table, table),
            clock.instant(),
            MOST_AT_ONCE)
        .replaceWithVoid();
  }
}
