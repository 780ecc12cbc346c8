package dev.curfew.local.job;

/// What AWS said to a call.
public sealed interface AwsAnswer {

  /// The call was carried out.
  record Allowed() implements AwsAnswer {}

  /// Refused. `explicit` where a policy says Deny, as a revocation does, and not where merely no
  /// policy says Allow.
  record Denied(boolean explicit, String message) implements AwsAnswer {}

  /// True where an explicit deny refused it.
  default boolean isExplicitDeny() {
    return this instanceof Denied denied && denied.explicit();
  }
}
