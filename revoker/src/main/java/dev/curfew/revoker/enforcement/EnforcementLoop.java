package dev.curfew.revoker.enforcement;

import static dev.curfew.schemas.LogKeys.ERROR;

import dev.curfew.revoker.Recurring;
import dev.curfew.revoker.SafeContext;
import dev.curfew.revoker.ledger.DirtyRole;
import dev.curfew.revoker.ledger.RoleLedger;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps enforcing: roles that somebody here woke, at once; those that only the database knows of,
/// at the next poll.
@ApplicationScoped
public class EnforcementLoop {
  private static final Logger LOG = LoggerFactory.getLogger(EnforcementLoop.class);

  private final Enforcer enforcer;
  private final EnforcementQueue queue;
  private final EnforcementMetrics metrics;
  private final RoleLedger ledger;
  private final EnforcementSettings settings;
  private final SafeContext context;
  private final Vertx vertx;
  private final Clock clock;

  private @Nullable Cancellable polling;
  private volatile boolean stopped;

  /// The timer that looks at the queue next; -1 where none is set.
  private long timer = -1;

  EnforcementLoop(
      Enforcer enforcer,
      EnforcementQueue queue,
      EnforcementMetrics metrics,
      RoleLedger ledger,
      EnforcementSettings settings,
      SafeContext context,
      Vertx vertx,
      Clock clock) {
    this.enforcer = enforcer;
    this.queue = queue;
    this.metrics = metrics;
    this.ledger = ledger;
    this.settings = settings;
    this.context = context;
    this.vertx = vertx;
    this.clock = clock;
  }

  /// To be called once the transaction that made these roles dirty has been committed.
  public void wake(Collection<DirtyRole> roles) {
    roles.forEach(role -> queue.wake(role, clock.instant()));
    work();
  }

  void start(@Observes StartupEvent event) {
    polling = Recurring.every(settings.poll(), this::poll, LOG, "polling for dirty roles stopped");
  }

  void stop(@Observes ShutdownEvent event) {
    stopped = true;
    if (polling != null) {
      polling.cancel();
    }
  }

  private Uni<Void> poll() {
    return context
        .run(() ->
            ledger
                .due()
                .invoke(this::found)
                .chain(ledger::backlog)
                .invoke(metrics::backlog)
                .replaceWithVoid())
        .onFailure()
        .invoke(e -> LOG.atWarn().addKeyValue(ERROR, e.getMessage()).log("database not reached"))
        .onFailure()
        .recoverWithNull();
  }

  private void found(List<DirtyRole> roles) {
    roles.forEach(role -> queue.found(role, clock.instant()));
    work();
  }

  private void work() {
    Optional<String> next = take();
    while (next.isPresent()) {
      enforce(next.get());
      next = take();
    }
    lookAgain();
  }

  private Optional<String> take() {
    return stopped ? Optional.empty() : queue.take(clock.instant());
  }

  private void enforce(String roleArn) {
    context
        .run(() -> enforcer.enforce(roleArn))
        .subscribe()
        .with(
            outcome -> finished(roleArn, outcome),
            e -> {
              LOG.atError().setCause(e).log("enforcer failed");
              finished(roleArn, new Outcome.Failed(false, settings.longestBackOff()));
            });
  }

  private void finished(String roleArn, Outcome outcome) {
    queue.finished(roleArn, outcome, clock.instant());
    work();
  }

  private synchronized void lookAgain() {
    vertx.cancelTimer(timer);
    timer = -1;
    if (!stopped) {
      queue
          .next()
          .map(at -> Duration.between(clock.instant(), at).toMillis() + 1)
          .ifPresent(wait -> timer = vertx.setTimer(Math.max(1, wait), _ -> work()));
    }
  }
}
