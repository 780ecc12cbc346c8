package dev.curfew.revoker.audit;

import static dev.curfew.schemas.LogKeys.ERROR;

import dev.curfew.revoker.Recurring;
import dev.curfew.revoker.SafeContext;
import dev.curfew.revoker.ledger.AuditQueue;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Empties the audit queue into the trail, over and over.
@ApplicationScoped
class AuditSealer {
  private static final Logger LOG = LoggerFactory.getLogger(AuditSealer.class);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final AuditQueue queue;
  private final SafeContext context;
  private @Nullable Cancellable running;

  AuditSealer(AuditQueue queue, SafeContext context) {
    this.queue = queue;
    this.context = context;
  }

  void start(@Observes StartupEvent event) {
    running = Recurring.every(PAUSE, this::seal, LOG, "the audit sealer stopped");
  }

  void stop(@Observes ShutdownEvent event) {
    if (running != null) {
      running.cancel();
    }
  }

  private Uni<Integer> seal() {
    return context
        .run(queue::seal)
        .onFailure()
        .invoke(e -> LOG.atWarn().addKeyValue(ERROR, e.getMessage()).log("audit queue not sealed"))
        .onFailure()
        .recoverWithItem(0);
  }
}
