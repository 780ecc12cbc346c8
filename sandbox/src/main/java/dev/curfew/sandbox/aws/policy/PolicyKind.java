package dev.curfew.sandbox.aws.policy;

/// The kinds of policy that have a say, as AWS's refusals call them.
public enum PolicyKind {
  IDENTITY("an identity-based policy", "no identity-based policy"),
  SESSION("a session policy", "no session policy"),
  TRUST("the role trust policy", "no role trust policy");

  private final String some;
  private final String none;

  PolicyKind(String some, String none) {
    this.some = some;
    this.none = none;
  }

  String some() {
    return some;
  }

  String none() {
    return none;
  }
}
