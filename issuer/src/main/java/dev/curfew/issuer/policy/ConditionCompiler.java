package dev.curfew.issuer.policy;

/// Makes conditions of their text.
public interface ConditionCompiler {

  /// Throws [InvalidPolicyException], whose line and column count within the text, where it is no
  /// condition.
  Condition compile(String text);
}
