package dev.curfew.revoker.ledger;

import io.smallrye.mutiny.Uni;

/// Entries on their way into the audit trail.
public interface AuditQueue {

  /// Moves the oldest into the trail. One instance at a time.
  ///
  /// @return how many; 0 also where another instance is at it
  Uni<Integer> seal();
}
