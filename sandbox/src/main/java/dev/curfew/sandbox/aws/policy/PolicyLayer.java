package dev.curfew.sandbox.aws.policy;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Policies of one kind. Within a layer one `Allow` is enough; every layer has to allow; a `Deny`
/// in any of them is final.
public record PolicyLayer(PolicyKind kind, List<NamedPolicy> policies) {
  public PolicyLayer {
    policies = List.copyOf(policies);
  }

  public static PolicyLayer identity(Collection<NamedPolicy> policies) {
    return new PolicyLayer(PolicyKind.IDENTITY, List.copyOf(policies));
  }

  public static PolicyLayer session(NamedPolicy policy) {
    return new PolicyLayer(PolicyKind.SESSION, List.of(policy));
  }

  Optional<Decision> denial(AccessRequest request) {
    for (NamedPolicy policy : policies) {
      for (Statement statement : policy.document().statements()) {
        if (statement.effect() == Effect.DENY && statement.matches(request, policy.name())) {
          return Optional.of(new Decision.ExplicitlyDenied(kind, policy.name(), statement.label()));
        }
      }
    }
    return Optional.empty();
  }

  boolean allows(AccessRequest request) {
    for (NamedPolicy policy : policies) {
      for (Statement statement : policy.document().statements()) {
        if (statement.effect() == Effect.ALLOW && statement.matches(request, policy.name())) {
          return true;
        }
      }
    }
    return false;
  }
}
