package dev.curfew.local.policy;

import dev.curfew.issuer.policy.PolicySet;
import dev.curfew.issuer.policy.RolePolicy;
import dev.curfew.issuer.policy.Rule;
import java.util.stream.Collectors;

/// What a policy says, in short.
final class Summary {
  private Summary() {}

  static String of(PolicySet policy) {
    int rules = policy.roles().stream().mapToInt(role -> role.rules().size()).sum();
    return count(policy.roles().size(), "role") + ", " + count(rules, "rule");
  }

  static String of(RolePolicy role) {
    return role.arn()
        + "\n  "
        + terms(role)
        + "\n  by "
        + role.rules().stream()
            .map(Rule::name)
            .map(name -> "«" + name + "»")
            .collect(Collectors.joining(", "))
        + "\n";
  }

  /// The terms that whoever is allowed gets.
  static String terms(RolePolicy role) {
    StringBuilder terms = new StringBuilder();
    terms.append("at most ").append(role.maximumDuration().toSeconds()).append(" s");
    role.leash()
        .ifPresent(leash -> terms.append(", leash ").append(leash.toSeconds()).append(" s"));
    role.sessionPolicy()
        .ifPresent(
            policy -> terms.append(", session policy of %d characters".formatted(policy.length())));
    if (!role.tags().isEmpty()) {
      terms
          .append(", tags ")
          .append(role.tags().stream().sorted().collect(Collectors.joining(" ")));
    }
    if (role.allowsPullRequestTarget()) {
      terms.append(", for pull_request_target too");
    }
    if (role.allowsSelfHosted()) {
      terms.append(", for self-hosted runners too");
    }
    return terms.toString();
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
