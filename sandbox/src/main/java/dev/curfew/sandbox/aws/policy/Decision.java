package dev.curfew.sandbox.aws.policy;

/// What policies say to a request.
public sealed interface Decision {

  record Allowed() implements Decision {}

  /// A `Deny` statement matched: no `Allow` anywhere counts.
  record ExplicitlyDenied(PolicyKind by, String policy, String statement) implements Decision {}

  /// Nothing denies, and policies of this kind, which would have to, do not allow.
  record NotAllowed(PolicyKind by) implements Decision {}

  default boolean allowed() {
    return this instanceof Allowed;
  }

  /// How AWS's refusal of this action ends; empty where it is allowed.
  default String reason(String action) {
    return switch (this) {
      case Allowed() -> "";
      case ExplicitlyDenied(PolicyKind by, String _, String _) ->
          "with an explicit deny in " + by.some();
      case NotAllowed(PolicyKind by) ->
          "because %s allows the %s action".formatted(by.none(), action);
    };
  }
}
