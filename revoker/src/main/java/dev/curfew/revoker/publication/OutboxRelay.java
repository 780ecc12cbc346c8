package dev.curfew.revoker.publication;

import static dev.curfew.schemas.LogKeys.ERROR;

import dev.curfew.revoker.Recurring;
import dev.curfew.revoker.SafeContext;
import dev.curfew.revoker.ledger.Outbox;
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

/// Empties the outbox to Kafka, over and over.
@ApplicationScoped
class OutboxRelay {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Outbox outbox;
  private final Publisher publisher;
  private final SafeContext context;
  private @Nullable Cancellable running;

  OutboxRelay(Outbox outbox, Publisher publisher, SafeContext context) {
    this.outbox = outbox;
    this.publisher = publisher;
    this.context = context;
  }

  void start(@Observes StartupEvent event) {
    running = Recurring.every(PAUSE, this::relay, LOG, "outbox relay stopped");
  }

  void stop(@Observes ShutdownEvent event) {
    if (running != null) {
      running.cancel();
    }
  }

  private Uni<Integer> relay() {
    return context
        .run(() -> outbox.relay(publisher::publish))
        .onFailure()
        .invoke(e -> LOG.atWarn().addKeyValue(ERROR, e.getMessage()).log("outbox not relayed"))
        .onFailure()
        .recoverWithItem(0);
  }
}
