package dev.curfew.issuer.issuance;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// Nothing is handed out. The message is for the log; only an invalid request's is also the
/// caller's.
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Refusal refusal;

  RefusedException(Refusal refusal, String why) {
    this(refusal, why, null);
  }

  RefusedException(Refusal refusal, String why, @Nullable Throwable cause) {
    super(why, cause);
    this.refusal = requireNonNull(refusal, "refusal");
  }

  public Refusal refusal() {
    return refusal;
  }
}
