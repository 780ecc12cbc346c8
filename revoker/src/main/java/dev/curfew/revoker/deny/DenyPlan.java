package dev.curfew.revoker.deny;

import java.util.List;

/// What should stand on a role.
public sealed interface DenyPlan {

  /// No policy: nobody is dead.
  record Nothing() implements DenyPlan {}

  /// Denies the dead and nobody else.
  record Exact(PolicyDocument document) implements DenyPlan {}

  /// Exactness does not fit: denies live sessions too.
  ///
  /// @param hit the `aws:userid` of those
  record Collateral(PolicyDocument document, List<String> hit) implements DenyPlan {
    public Collateral {
      hit = List.copyOf(hit);
    }
  }
}
