package dev.curfew.issuer.policy;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

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
  /// @param decisionId by which the second gate knows its decision, where it was the one
  record Refused(String reason, Optional<String> decisionId) implements Decision {
    public Refused {
      requireNonNull(reason, "reason");
      requireNonNull(decisionId, "decisionId");
    }

    public Refused(String reason) {
      this(reason, Optional.empty());
    }
  }
}
