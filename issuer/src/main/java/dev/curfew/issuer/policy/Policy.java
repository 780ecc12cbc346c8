package dev.curfew.issuer.policy;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/// Whether a job may have a role.
public interface Policy {

  /// Why nothing that GitHub could say of the job would let it have the role, if so.
  ///
  /// @param beforeLookup without a job
  Optional<String> rulesOut(PolicyInput beforeLookup);

  /// Fails with [PolicyUnavailableException] where it cannot be found out: then nothing is issued.
  Uni<Decision> decide(PolicyInput input);
}
