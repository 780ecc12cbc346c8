package dev.curfew.sandbox.aws.policy;

import java.util.List;

/// One key of a statement's `Condition` block. All of a statement's conditions must hold.
sealed interface Condition {

  String key();

  boolean holds(RequestContext context);

  /// The `Null` operator: `"true"` wants the key absent, `"false"` wants it present.
  record Presence(String key, List<Boolean> absences) implements Condition {
    public Presence {
      absences = List.copyOf(absences);
    }

    @Override
    public boolean holds(RequestContext context) {
      return absences.contains(context.values(key).isEmpty());
    }
  }

  /// How many of the request's values an operator looks at.
  enum Quantifier {
    /// No prefix: for keys that have one value.
    ONE,
    /// `ForAllValues:`, which holds where there is none.
    ALL,
    /// `ForAnyValue:`, which does not hold where there is none, even if the operator is negated.
    ANY
  }

  /// An operator that compares values. Several values of a condition are alternatives; of a negated
  /// operator none may match.
  record Comparison(
      String key, Quantifier quantifier, boolean negated, boolean ifExists, List<ValueTest> tests)
      implements Condition {
    public Comparison {
      tests = List.copyOf(tests);
    }

    @Override
    public boolean holds(RequestContext context) {
      List<String> values = context.values(key);
      if (values.isEmpty()) {
        return holdsWithoutTheKey();
      }
      return switch (quantifier) {
        case ONE, ALL -> values.stream().allMatch(this::accepts);
        case ANY -> values.stream().anyMatch(this::accepts);
      };
    }

    private boolean holdsWithoutTheKey() {
      return switch (quantifier) {
        case ONE -> ifExists || negated;
        case ALL -> true;
        case ANY -> ifExists;
      };
    }

    private boolean accepts(String value) {
      // No stream: each call to a role meets all patterns of its deny policy.
      for (ValueTest test : tests) {
        if (test.accepts(value)) {
          return !negated;
        }
      }
      return negated;
    }
  }
}
