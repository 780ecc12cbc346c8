package dev.curfew.issuer.policy;

import java.util.List;
import java.util.Optional;

/// All roles that anybody may have. What is not in it is refused.
///
/// @param roles each of another ARN
public record PolicySet(List<RolePolicy> roles) {
  private static final String UNNAMED = "the policy does not name the role";

  public PolicySet {
    roles = List.copyOf(roles);
  }

  /// See [Policy#rulesOut].
  Optional<String> rulesOut(PolicyInput beforeLookup) {
    return role(beforeLookup.roleArn())
        .map(role -> role.rulesOut(beforeLookup))
        .orElseGet(() -> Optional.of(UNNAMED));
  }

  public Decision decide(PolicyInput input) {
    return role(input.roleArn())
        .map(role -> role.decide(input))
        .orElseGet(() -> new Decision.Refused(UNNAMED));
  }

  /// By its ARN, to the letter.
  public Optional<RolePolicy> role(String arn) {
    return roles.stream().filter(role -> role.arn().equals(arn)).findAny();
  }
}
