package dev.curfew.issuer.issuance;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Nothing is handed out. The message is for the log; only an invalid request's is also the
/// caller's.
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Refusal refusal;
  private final @Nullable String decisionId;
  private final @Nullable Duration retryAfter;

  RefusedException(Refusal refusal, String why) {
    this(refusal, why, (Throwable) null);
  }

  RefusedException(Refusal refusal, String why, @Nullable Throwable cause) {
    this(refusal, why, cause, null, null);
  }

  RefusedException(Refusal refusal, String why, Throwable cause, @Nullable Duration retryAfter) {
    this(refusal, why, cause, null, retryAfter);
  }

  /// By a policy server.
  ///
  /// @param decisionId by which it knows that it refused
  RefusedException(Refusal refusal, String why, Optional<String> decisionId) {
    this(refusal, why, null, decisionId.orElse(null), null);
  }

  /// For now.
  RefusedException(Refusal refusal, String why, Duration retryAfter) {
    this(refusal, why, null, null, retryAfter);
  }

  private RefusedException(
      Refusal refusal,
      String why,
      @Nullable Throwable cause,
      @Nullable String decisionId,
      @Nullable Duration retryAfter) {
    super(why, cause);
    this.refusal = requireNonNull(refusal, "refusal");
    this.decisionId = decisionId;
    this.retryAfter = retryAfter;
  }

  public Refusal refusal() {
    return refusal;
  }

  @Nullable String decisionId() {
    return decisionId;
  }

  /// How long it will be like this, where that is known.
  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
