package dev.curfew.revoker.sweep;

import static dev.curfew.schemas.LogKeys.CREDENTIALS;
import static dev.curfew.schemas.LogKeys.ERROR;

import dev.curfew.revoker.Recurring;
import dev.curfew.revoker.SafeContext;
import dev.curfew.revoker.enforcement.EnforcementLoop;
import dev.curfew.revoker.ledger.Sweep;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sweeps again and again.
@ApplicationScoped
class Sweeper {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  private final Sweep sweep;
  private final EnforcementLoop enforcement;
  private final SweepSettings settings;
  private final SafeContext context;
  private final Clock clock;
  private final Counter expired;
  private final Counter overdue;
  private @Nullable Cancellable running;

  Sweeper(
      Sweep sweep,
      EnforcementLoop enforcement,
      SweepSettings settings,
      SafeContext context,
      Clock clock,
      MeterRegistry registry) {
    this.sweep = sweep;
    this.enforcement = enforcement;
    this.settings = settings;
    this.context = context;
    this.clock = clock;
    this.expired = registry.counter("curfew.credentials.closed");
    this.overdue = registry.counter("curfew.credentials.overdue");
  }

  void start(@Observes StartupEvent event) {
    running = Recurring.every(settings.interval(), this::sweep, LOG, "sweeps stopped");
  }

  void stop(@Observes ShutdownEvent event) {
    if (running != null) {
      running.cancel();
    }
  }

  private Uni<Void> sweep() {
    return closeExpired()
        .chain(this::reportOverdue)
        .chain(() -> untilDone(() -> sweep.forget(settings.retention())))
        .onFailure()
        .invoke(e -> LOG.atWarn().addKeyValue(ERROR, e.getMessage()).log("sweep failed"))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> closeExpired() {
    return untilDone(() -> sweep.closeExpired().invoke(closed -> expired.increment(closed)));
  }

  /// Until none is left, so that a crowd that ended together goes together.
  private Uni<Void> untilDone(Supplier<Uni<Integer>> some) {
    return Uni.createFrom()
        .deferred(() -> context.run(some))
        .repeat()
        .until(done -> done == 0)
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Void> reportOverdue() {
    return context
        .run(() ->
            sweep.reportOverdue(
                clock.instant().minus(settings.overdueAfter()), settings.revokeOverdue()))
        .invoke(found -> {
          if (found.reported() > 0) {
            overdue.increment(found.reported());
            LOG.atError()
                .addKeyValue(CREDENTIALS, found.reported())
                .log("credentials outlive the longest job: nobody has seen their jobs end");
          }
          enforcement.wake(found.dirty());
        })
        .replaceWithVoid();
  }
}
