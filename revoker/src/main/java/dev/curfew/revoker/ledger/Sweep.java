package dev.curfew.revoker.ledger;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What time does to credentials.
public interface Sweep {

  /// Closes credentials that have expired, some at a time. One that no deny had reached died of
  /// that, and the audit trail says so.
  ///
  /// @return how many; 0 also where another instance is at it
  Uni<Integer> closeExpired();

  /// Reports credentials that still work though they were issued before a moment by which their job
  /// must have ended; each once.
  ///
  /// @param revoke whether they must die of it
  Uni<Overdue> reportOverdue(Instant issuedBefore, boolean revoke);

  /// Forgets what ended longer ago than this, some at a time. The audit trail keeps it.
  ///
  /// @return how many rows went
  Uni<Integer> forget(Duration retention);

  /// What was overdue.
  ///
  /// @param reported how many credentials
  /// @param dirty roles whose policy must change now
  record Overdue(int reported, List<DirtyRole> dirty) {
    public Overdue {
      dirty = List.copyOf(dirty);
    }
  }
}
