package dev.curfew.issuer.policy;

import static java.util.Objects.requireNonNull;

import java.util.function.BooleanSupplier;

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
    return answer(() -> condition.holds(input));
  }

  /// The best that it could say of a request once GitHub has said what the job is.
  Answer askBeforeLookup(PolicyInput beforeLookup) {
    return answer(() -> condition.mayHold(beforeLookup));
  }

  private static Answer answer(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean() ? new Answer.Holds() : new Answer.DoesNotHold();
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
