package dev.curfew.sandbox.aws.policy;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/// One value of a condition, ready to be held against a value of the request.
sealed interface ValueTest {

  boolean accepts(String value);

  record Equal(String text, boolean ignoringCase) implements ValueTest {
    @Override
    public boolean accepts(String value) {
      return ignoringCase ? text.equalsIgnoreCase(value) : text.equals(value);
    }
  }

  record Like(Wildcard pattern) implements ValueTest {
    @Override
    public boolean accepts(String value) {
      return pattern.matches(value);
    }
  }

  /// Each of an ARN's six parts has its own pattern: a `*` does not reach over a colon, but for the
  /// last part, which is all the rest. `ArnEquals` and `ArnLike` are the same.
  record ArnLike(List<Wildcard> parts) implements ValueTest {
    private static final int PARTS = 6;

    static Optional<ArnLike> parse(String pattern) {
      List<String> parts = split(pattern);
      return parts.size() == PARTS && parts.getFirst().equals("arn")
          ? Optional.of(new ArnLike(parts.stream().map(Wildcard::new).toList()))
          : Optional.empty();
    }

    @Override
    public boolean accepts(String value) {
      List<String> actual = split(value);
      if (actual.size() != PARTS) {
        return false;
      }
      for (int i = 0; i < PARTS; i++) {
        if (!parts.get(i).matches(actual.get(i))) {
          return false;
        }
      }
      return true;
    }

    private static List<String> split(String arn) {
      return Arrays.asList(arn.split(":", PARTS));
    }
  }

  /// A value of the request that is no date is like none.
  record Moment(IntPredicate order, Instant moment) implements ValueTest {
    @Override
    public boolean accepts(String value) {
      return PolicyDate.parse(value)
          .map(actual -> order.test(actual.compareTo(moment)))
          .orElse(false);
    }
  }
}
