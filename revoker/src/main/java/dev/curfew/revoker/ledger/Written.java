package dev.curfew.revoker.ledger;

import dev.curfew.revoker.deny.DenyPlan;
import java.time.Instant;

/// What was put on a role. A writer may keep more of it than the ledger asks for.
public interface Written {

  DenyPlan plan();

  /// When IAM had answered.
  Instant appliedAt();
}
