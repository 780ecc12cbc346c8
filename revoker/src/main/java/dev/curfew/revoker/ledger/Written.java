package dev.curfew.revoker.ledger;

import dev.curfew.revoker.deny.DenyPlan;
import dev.curfew.revoker.deny.RoleSpace;
import java.time.Instant;
import java.util.List;

/// What was put on a role. A writer may keep more of it than the ledger asks for.
public interface Written {

  DenyPlan plan();

  /// When IAM had answered.
  Instant appliedAt();

  /// What the role's other policies use, as far as it is known.
  RoleSpace space();

  /// Whether it was compared with what really stood on the role.
  boolean verified();

  /// What somebody had changed in our policies.
  List<Drift> drifts();
}
