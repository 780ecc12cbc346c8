package dev.curfew.revoker.enforcement;

import static dev.curfew.schemas.LogKeys.ERROR;

import dev.curfew.revoker.SafeContext;
import dev.curfew.revoker.ledger.RoleLedger;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps enforcing: roles that somebody here woke, at once; those that only the database knows of,
/// at the next poll.
@ApplicationScoped
public class EnforcementLoop {
  private static final Logger LOG = LoggerFactory.getLogger(EnforcementLoop.class);

  private final Enforcer enforcer;
  private final RoleLedger ledger;
  private final EnforcementSettings settings;
  private final SafeContext context;

  /// A role waits in the queue once, however often it is woken, and is never worked on twice at a
  /// time here: that is what makes many endings one write, and what bounds the queue.
  private final Map<String, Progress> progress = new ConcurrentHashMap<>();

  private final UnicastProcessor<String> queue = UnicastProcessor.create();
  private @Nullable Cancellable running;

  EnforcementLoop(
      Enforcer enforcer, RoleLedger ledger, EnforcementSettings settings, SafeContext context) {
    this.enforcer = enforcer;
    this.ledger = ledger;
    this.settings = settings;
    this.context = context;
  }

  /// To be called once the transaction that made these roles dirty has been committed.
  public void wake(Collection<String> roleArns) {
    roleArns.forEach(this::wake);
  }

  private void wake(String roleArn) {
    progress.compute(
        roleArn,
        (_, now) ->
            switch (now) {
              case null -> {
                offer(roleArn);
                yield Progress.QUEUED;
              }
              case QUEUED -> Progress.QUEUED;
              case AT_WORK, AT_WORK_AND_WOKEN -> Progress.AT_WORK_AND_WOKEN;
            });
  }

  /// Who woke it meanwhile may have come after the role was read: it is looked at once more.
  private void finished(String roleArn) {
    progress.compute(
        roleArn,
        (_, now) -> {
          if (now == Progress.AT_WORK_AND_WOKEN) {
            offer(roleArn);
            return Progress.QUEUED;
          }
          return null;
        });
  }

  /// Reactive Streams forbids two threads to signal at once.
  private synchronized void offer(String roleArn) {
    queue.onNext(roleArn);
  }

  void start(@Observes StartupEvent event) {
    Multi<Void> enforced =
        queue
            .onItem()
            .transformToUni(roleArn -> context.run(() -> enforce(roleArn)))
            .merge(settings.concurrency());
    Multi<Void> polled =
        Multi.createFrom()
            .ticks()
            .every(settings.poll())
            .onOverflow()
            .drop()
            .onItem()
            .transformToUniAndConcatenate(_ -> poll());
    running =
        Multi.createBy()
            .merging()
            .streams(enforced, polled)
            .subscribe()
            .with(_ -> {}, e -> LOG.atError().setCause(e).log("enforcement stopped"));
  }

  void stop(@Observes ShutdownEvent event) {
    if (running != null) {
      running.cancel();
    }
  }

  private Uni<Void> enforce(String roleArn) {
    progress.put(roleArn, Progress.AT_WORK);
    return enforcer.enforce(roleArn).eventually(() -> finished(roleArn));
  }

  private Uni<Void> poll() {
    return context
        .run(ledger::due)
        .onFailure()
        .invoke(e -> LOG.atWarn().addKeyValue(ERROR, e.getMessage()).log("database not reached"))
        .onFailure()
        .recoverWithItem(List.of())
        .invoke(this::wake)
        .replaceWithVoid();
  }

  /// Where a role is; absent where nobody is at it.
  private enum Progress {
    QUEUED,
    AT_WORK,
    AT_WORK_AND_WOKEN
  }
}
