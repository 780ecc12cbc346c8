package dev.curfew.issuer.policy.cel;

import dev.cel.runtime.CelEvaluationException;
import org.jspecify.annotations.Nullable;

/// What a part of a condition can come to while something is unknown. An error is neither true nor
/// false, and what can be neither is one.
///
/// @param error what it comes to, or may come to, because of what is known
record Outlook(boolean mayBeTrue, boolean mayBeFalse, @Nullable CelEvaluationException error) {

  static Outlook certain(boolean value) {
    return new Outlook(value, !value, null);
  }

  static Outlook open() {
    return new Outlook(true, true, null);
  }

  static Outlook failed(CelEvaluationException error) {
    return new Outlook(false, false, error);
  }

  /// As CEL's `&&`: what is false makes it false, though the other half be an error.
  Outlook and(Outlook other) {
    return isFalse() || other.isFalse()
        ? certain(false)
        : new Outlook(
            mayBeTrue && other.mayBeTrue, mayBeFalse || other.mayBeFalse, errorWith(other));
  }

  /// As CEL's `!`.
  Outlook negated() {
    return new Outlook(/* mayBeTrue= */ mayBeFalse, /* mayBeFalse= */ mayBeTrue, error);
  }

  /// As CEL's `||`: what is true makes it true, though the other half be an error.
  Outlook or(Outlook other) {
    return negated().and(other.negated()).negated();
  }

  /// As CEL's `?:`, of which this is the condition.
  Outlook choose(Outlook whenTrue, Outlook whenFalse) {
    return new Outlook(
        (mayBeTrue && whenTrue.mayBeTrue) || (mayBeFalse && whenFalse.mayBeTrue),
        (mayBeTrue && whenTrue.mayBeFalse) || (mayBeFalse && whenFalse.mayBeFalse),
        error != null ? error : whenTrue.errorWith(whenFalse));
  }

  private boolean isFalse() {
    return mayBeFalse && !mayBeTrue && error == null;
  }

  private @Nullable CelEvaluationException errorWith(Outlook other) {
    return error != null ? error : other.error;
  }
}
