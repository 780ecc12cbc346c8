package dev.curfew.issuer.policy;

import static java.util.Objects.requireNonNull;

/// One way to a role.
///
/// @param name unique within the role
public record Rule(String name, Condition condition) {
  public Rule {
    requireNonNull(name, "name");
    requireNonNull(condition, "condition");
  }

  /// What the rule says of a request.
  public Answer ask(PolicyInput input) {
    try {
      return condition.holds(input) ? new Answer.Holds() : new Answer.DoesNotHold();
    } catch (UnanswerableException e) {
      return new Answer.Unanswerable(String.valueOf(e.getMessage()));
    }
  }

  /// What a rule says of a request.
  public sealed interface Answer {
    /// The request may have the role.
    record Holds() implements Answer {}

    /// Not by this rule.
    record DoesNotHold() implements Answer {}

    /// Not by this rule either, but perhaps its author meant it otherwise.
    record Unanswerable(String why) implements Answer {}
  }
}
