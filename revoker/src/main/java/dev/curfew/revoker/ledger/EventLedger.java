package dev.curfew.revoker.ledger;

import dev.curfew.schemas.event.Envelope;
import io.smallrye.mutiny.Uni;
import java.util.List;

/// Takes events into the ledger.
public interface EventLedger {

  /// Applies events of credentials, jobs and orders, each once, however often it comes: their
  /// effects, their audit entries and their marks as seen are one transaction. Fails as a whole:
  /// with [UnstorableException] where one of them can never be stored, with
  /// [LedgerUnavailableException] where all will be once the database is back, and otherwise with
  /// what nobody foresaw.
  ///
  /// @return the roles whose policy must change now
  Uni<List<DirtyRole>> apply(List<Envelope> envelopes);
}
