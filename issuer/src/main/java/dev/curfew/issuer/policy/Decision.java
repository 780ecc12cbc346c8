package dev.curfew.issuer.policy;

import static java.util.Objects.requireNonNull;

/// What becomes of a request.
public sealed interface Decision {

  /// It may have the role, under these terms.
  record Allowed(Grant grant) implements Decision {
    public Allowed {
      requireNonNull(grant, "grant");
    }
  }

  /// It may not.
  ///
  /// @param reason for the log and the audit trail; no caller is told
  record Refused(String reason) implements Decision {
    public Refused {
      requireNonNull(reason, "reason");
    }
  }
}
