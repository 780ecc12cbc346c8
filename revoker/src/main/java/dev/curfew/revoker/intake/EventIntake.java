package dev.curfew.revoker.intake;

import static dev.curfew.schemas.LogKeys.ERROR;
import static dev.curfew.schemas.LogKeys.EVENT;

import dev.curfew.revoker.enforcement.EnforcementLoop;
import dev.curfew.revoker.ledger.EventLedger;
import dev.curfew.revoker.ledger.UnstorableException;
import dev.curfew.schemas.event.Envelope;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An event into the ledger, and the roles that it touches to the enforcers.
@ApplicationScoped
public class EventIntake {
  private static final Logger LOG = LoggerFactory.getLogger(EventIntake.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration SLOWEST_RETRY = Duration.ofSeconds(5);

  private final EventLedger ledger;
  private final EnforcementLoop enforcement;

  EventIntake(EventLedger ledger, EnforcementLoop enforcement) {
    this.ledger = ledger;
    this.enforcement = enforcement;
  }

  /// Tries until the database has it: meanwhile the partition waits, and nothing is lost. Fails
  /// with [UnstorableException] alone.
  public Uni<Void> take(Envelope envelope) {
    return ledger
        .apply(envelope)
        .onFailure(EventIntake::mayPass)
        .invoke(e ->
            LOG.atWarn()
                .setCause(e)
                .addKeyValue(EVENT, envelope.id())
                .addKeyValue(ERROR, e.getMessage())
                .log("event not stored yet"))
        .onFailure(EventIntake::mayPass)
        .retry()
        .withBackOff(FIRST_RETRY, SLOWEST_RETRY)
        .indefinitely()
        .invoke(enforcement::wake)
        .replaceWithVoid();
  }

  private static boolean mayPass(Throwable e) {
    return !(e instanceof UnstorableException);
  }
}
