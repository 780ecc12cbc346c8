package dev.curfew.revoker.ledger;

import dev.curfew.schemas.event.Envelope;
import io.smallrye.mutiny.Uni;
import java.util.Set;

/// Takes events into the ledger.
public interface EventLedger {

  /// Applies an event of [CredentialEvent] or [JobEvent] once, however often it comes: its effect,
  /// its audit entries and its mark as seen are one transaction. Fails with [UnstorableException]
  /// where the event can never be stored, with [LedgerUnavailableException] where it will be once
  /// the database is back, and otherwise with what nobody foresaw.
  ///
  /// @return ARNs of the roles whose policy must change now
  Uni<Set<String>> apply(Envelope envelope);
}
