package dev.curfew.issuer.policy;

import static java.util.Objects.requireNonNull;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/// Somebody else who must allow it, too.
public interface SecondGate {

  /// False where there is no second gate.
  boolean isConfigured();

  /// Fails with [PolicyUnavailableException] where there is neither a yes nor a no.
  Uni<Opinion> ask(PolicyInput input);

  /// What the gate says.
  ///
  /// @param decisionId by which it knows its decision
  record Opinion(boolean allows, List<String> reasons, Optional<String> decisionId) {
    public Opinion {
      reasons = List.copyOf(reasons);
      requireNonNull(decisionId, "decisionId");
    }
  }
}
