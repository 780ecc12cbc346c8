package dev.curfew.revoker.intake;

import static dev.curfew.schemas.LogKeys.ERROR;
import static dev.curfew.schemas.LogKeys.EVENT;
import static dev.curfew.schemas.LogKeys.EVENTS;

import dev.curfew.revoker.enforcement.EnforcementLoop;
import dev.curfew.revoker.ledger.EventLedger;
import dev.curfew.revoker.ledger.LedgerUnavailableException;
import dev.curfew.revoker.ledger.UnstorableException;
import dev.curfew.schemas.event.Envelope;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Events into the ledger, and the roles that they touch to the enforcers.
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

  /// Tries until the database has them: while that is away they wait, and nothing is lost. Where
  /// they fail for another reason each is taken alone, so that one which nobody foresaw holds up no
  /// other.
  ///
  /// @return those that the database will not take, after some tries
  public Uni<List<Envelope>> take(List<Envelope> envelopes) {
    return envelopes.isEmpty()
        ? Uni.createFrom().item(List.of())
        : patiently(envelopes)
            .replaceWith(List.<Envelope>of())
            .onFailure()
            .recoverWithUni(
                e -> envelopes.size() == 1 ? stubborn(envelopes) : eachAlone(envelopes));
  }

  /// Takes one; fails with [UnstorableException] where the database will not have it.
  public Uni<Void> take(Envelope envelope) {
    return take(List.of(envelope))
        .invoke(refused -> {
          if (!refused.isEmpty()) {
            throw new UnstorableException();
          }
        })
        .replaceWithVoid();
  }

  private Uni<List<Envelope>> eachAlone(List<Envelope> envelopes) {
    return Multi.createFrom()
        .iterable(envelopes)
        .onItem()
        .transformToUniAndConcatenate(envelope -> stubborn(List.of(envelope)))
        .onItem()
        .<Envelope>disjoint()
        .collect()
        .asList();
  }

  private Uni<List<Envelope>> stubborn(List<Envelope> one) {
    return patiently(one)
        .replaceWith(List.<Envelope>of())
        .onFailure()
        .retry()
        .atMost(TRIES)
        .onFailure()
        .invoke(e ->
            LOG.atError()
                .addKeyValue(EVENT, one.getFirst().id())
                .setCause(e)
                .log("event not stored"))
        .onFailure()
        .recoverWithItem(one);
  }

  private Uni<Void> patiently(List<Envelope> envelopes) {
    return ledger
        .apply(envelopes)
        .onFailure(LedgerUnavailableException.class)
        .invoke(e ->
            LOG.atWarn()
                .addKeyValue(EVENTS, envelopes.size())
                .addKeyValue(ERROR, e.getMessage())
                .log("events not stored yet"))
        .onFailure(LedgerUnavailableException.class)
        .retry()
        .withBackOff(FIRST_RETRY, SLOWEST_RETRY)
        .indefinitely()
        .invoke(enforcement::wake)
        .replaceWithVoid();
  }
}
