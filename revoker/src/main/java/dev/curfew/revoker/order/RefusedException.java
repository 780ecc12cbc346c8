package dev.curfew.revoker.order;

import static java.util.Objects.requireNonNull;

/// A request is not done. The message is for the caller.
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Refusal refusal;

  RefusedException(Refusal refusal, String why) {
    super(why);
    this.refusal = requireNonNull(refusal, "refusal");
  }

  Refusal refusal() {
    return refusal;
  }
}
