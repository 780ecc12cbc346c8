package dev.curfew.sandbox.aws.policy;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;

/// The condition operators that compare values. `Null` looks at presence only and is
/// [Condition.Presence].
enum Operator {
  STRING_EQUALS("StringEquals", false),
  STRING_NOT_EQUALS("StringNotEquals", true),
  STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false),
  STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true),
  STRING_LIKE("StringLike", false),
  STRING_NOT_LIKE("StringNotLike", true),
  DATE_EQUALS("DateEquals", false),
  DATE_NOT_EQUALS("DateNotEquals", true),
  DATE_LESS_THAN("DateLessThan", false),
  DATE_LESS_THAN_EQUALS("DateLessThanEquals", false),
  DATE_GREATER_THAN("DateGreaterThan", false),
  DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", false),
  ARN_EQUALS("ArnEquals", false),
  ARN_LIKE("ArnLike", false),
  ARN_NOT_EQUALS("ArnNotEquals", true),
  ARN_NOT_LIKE("ArnNotLike", true);

  /// Operators that AWS has and the stand-in has not.
  private static final Set<String> NOT_EMULATED =
      Set.of(
          "NumericEquals",
          "NumericNotEquals",
          "NumericLessThan",
          "NumericLessThanEquals",
          "NumericGreaterThan",
          "NumericGreaterThanEquals",
          "Bool",
          "BinaryEquals",
          "IpAddress",
          "NotIpAddress");

  private final String spelling;
  private final boolean negated;

  Operator(String spelling, boolean negated) {
    this.spelling = spelling;
    this.negated = negated;
  }

  static Optional<Operator> spelled(String spelling) {
    return Arrays.stream(values()).filter(op -> op.spelling.equals(spelling)).findFirst();
  }

  static boolean isKnownButNotEmulated(String spelling) {
    return NOT_EMULATED.contains(spelling);
  }

  boolean negated() {
    return negated;
  }

  /// Holds this value of a condition against values of requests. A negated operator has the same
  /// test as its opposite. Empty where the operator cannot read the value, such as a date that is
  /// none.
  Optional<ValueTest> test(String value) {
    return switch (this) {
      case STRING_EQUALS, STRING_NOT_EQUALS -> Optional.of(new ValueTest.Equal(value, false));
      case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE ->
          Optional.of(new ValueTest.Equal(value, true));
      case STRING_LIKE, STRING_NOT_LIKE -> Optional.of(new ValueTest.Like(new Wildcard(value)));
      case DATE_EQUALS, DATE_NOT_EQUALS -> date(value, order -> order == 0);
      case DATE_LESS_THAN -> date(value, order -> order < 0);
      case DATE_LESS_THAN_EQUALS -> date(value, order -> order <= 0);
      case DATE_GREATER_THAN -> date(value, order -> order > 0);
      case DATE_GREATER_THAN_EQUALS -> date(value, order -> order >= 0);
      case ARN_EQUALS, ARN_LIKE, ARN_NOT_EQUALS, ARN_NOT_LIKE ->
          ValueTest.ArnLike.parse(value).map(Function.identity());
    };
  }

  private static Optional<ValueTest> date(String value, IntPredicate order) {
    return PolicyDate.parse(value).map(moment -> new ValueTest.Moment(order, moment));
  }
}
