package dev.curfew.revoker.enforcement;

/// A policy could not be written.
public final class PolicyWriteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final String code;

  public PolicyWriteException(Kind kind, String code, String roleArn, Throwable cause) {
    super("policy of " + roleArn + " not written: " + code, cause);
    this.kind = kind;
    this.code = code;
  }

  public Kind kind() {
    return kind;
  }

  /// IAM's error code, or `Timeout` and the like where IAM said nothing.
  public String code() {
    return code;
  }

  /// What a failure means for the next attempt.
  public enum Kind {
    /// Throttling, conflicts, outages: the same write may succeed soon.
    TRANSIENT,
    /// The document is too large for what the role's other policies leave.
    NO_SPACE,
    /// Somebody must change something first: the role is gone, or not ours to change.
    LASTING
  }
}
