package dev.curfew.revoker.intake;

import static dev.curfew.schemas.LogKeys.ERROR;
import static dev.curfew.schemas.LogKeys.EVENT;

import dev.curfew.revoker.enforcement.EnforcementLoop;
import dev.curfew.revoker.ledger.EventLedger;
import dev.curfew.revoker.ledger.LedgerUnavailableException;
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
  private static final int TRIES = 3;
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration SLOWEST_RETRY = Duration.ofSeconds(5);

  private final EventLedger ledger;
  private final EnforcementLoop enforcement;

  EventIntake(EventLedger ledger, EnforcementLoop enforcement) {
    this.ledger = ledger;
    this.enforcement = enforcement;
  }

  /// Tries until the database has it: while that is away the partition waits, and nothing is lost.
  /// What fails for another reason is tried a few times more, lest one event that nobody foresaw
  /// hold up all that follow; then it fails with [UnstorableException].
  public Uni<Void> take(Envelope envelope) {
    return ledger
        .apply(envelope)
        .onFailure(LedgerUnavailableException.class)
        .invoke(e -> waits(envelope, e))
        .onFailure(LedgerUnavailableException.class)
        .retry()
        .withBackOff(FIRST_RETRY, SLOWEST_RETRY)
        .indefinitely()
        .onFailure(EventIntake::isUnforeseen)
        .retry()
        .atMost(TRIES)
        .onFailure(EventIntake::isUnforeseen)
        .transform(e -> gaveUp(envelope, e))
        .invoke(enforcement::wake)
        .replaceWithVoid();
  }

  private static void waits(Envelope envelope, Throwable e) {
    LOG.atWarn()
        .addKeyValue(EVENT, envelope.id())
        .addKeyValue(ERROR, e.getMessage())
        .log("event not stored yet");
  }

  private static UnstorableException gaveUp(Envelope envelope, Throwable e) {
    LOG.atError().addKeyValue(EVENT, envelope.id()).setCause(e).log("event not stored");
    return new UnstorableException(e);
  }

  private static boolean isUnforeseen(Throwable e) {
    return !(e instanceof UnstorableException || e instanceof LedgerUnavailableException);
  }
}
