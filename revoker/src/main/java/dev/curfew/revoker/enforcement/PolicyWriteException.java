package dev.curfew.revoker.enforcement;

/// A policy could not be read or written.
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

  /// Whether no attempt can succeed until somebody mends something.
  public boolean isLasting() {
    return switch (kind) {
      case TRANSIENT, THROTTLED -> false;
      case NO_SPACE, GONE, FORBIDDEN, UNMODIFIABLE, INVALID -> true;
    };
  }

  /// What a failure means for the next attempt.
  public enum Kind {
    /// Conflicts, outages: the same write may succeed soon.
    TRANSIENT,
    /// Too many calls: the account must be written to more slowly.
    THROTTLED,
    /// The document is too large for what the role's other policies leave, or there are too many.
    NO_SPACE,
    /// There is no such role.
    GONE,
    /// We are not allowed to.
    FORBIDDEN,
    /// A role that belongs to an AWS service.
    UNMODIFIABLE,
    /// Whatever else IAM says that we did wrong.
    INVALID
  }
}
