package dev.curfew.sandbox.aws.policy;

import dev.curfew.sandbox.aws.policy.TrustedPrincipals.Closeness;
import java.util.List;
import java.util.Optional;

/// The order in which policies have their say:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>.
public final class Evaluation {
  private Evaluation() {}

  /// A call on a resource that has no policy of its own.
  ///
  /// @param layers the caller's identity policies, and its session policy where it has one
  public static Decision decide(List<PolicyLayer> layers, AccessRequest request) {
    return denial(layers, request).orElseGet(() -> firstNotAllowing(layers, request));
  }

  /// `sts:AssumeRole` and what goes with it, on a role. The trust policy must allow. One that names
  /// the caller itself is enough in the role's own account; one that names the caller's account, or
  /// a role in another account, delegates to the caller's policies, which must allow, too.
  ///
  /// @param layers the caller's
  /// @param trust of the role
  public static Decision decideAssumption(
      List<PolicyLayer> layers,
      NamedPolicy trust,
      String roleAccountId,
      Principal caller,
      AccessRequest request) {
    Optional<Decision> denial = denial(layers, request);
    if (denial.isPresent()) {
      return denial.get();
    }
    Closeness closeness = Closeness.NONE;
    for (Statement statement : trust.document().statements()) {
      Closeness named = statement.principals().closeness(caller);
      if (named == Closeness.NONE || !statement.matches(request, trust.name())) {
        continue;
      }
      if (statement.effect() == Effect.DENY) {
        return new Decision.ExplicitlyDenied(PolicyKind.TRUST, trust.name(), statement.label());
      }
      closeness = named.compareTo(closeness) > 0 ? named : closeness;
    }
    boolean sameAccount = caller.accountId().equals(roleAccountId);
    return switch (closeness) {
      case NONE -> new Decision.NotAllowed(PolicyKind.TRUST);
      case ACCOUNT -> firstNotAllowing(layers, request);
      case IDENTITY -> firstNotAllowing(sameAccount ? sessionOnly(layers) : layers, request);
      case SESSION -> firstNotAllowing(sameAccount ? List.of() : layers, request);
    };
  }

  private static Optional<Decision> denial(List<PolicyLayer> layers, AccessRequest request) {
    return layers.stream().flatMap(layer -> layer.denial(request).stream()).findFirst();
  }

  private static Decision firstNotAllowing(List<PolicyLayer> layers, AccessRequest request) {
    return layers.stream()
        .filter(layer -> !layer.allows(request))
        .findFirst()
        .<Decision>map(layer -> new Decision.NotAllowed(layer.kind()))
        .orElseGet(Decision.Allowed::new);
  }

  private static List<PolicyLayer> sessionOnly(List<PolicyLayer> layers) {
    return layers.stream().filter(layer -> layer.kind() == PolicyKind.SESSION).toList();
  }
}
