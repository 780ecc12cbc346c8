package dev.curfew.revoker.enforcement;

/// A role's policies could not be written or read.
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

  /// AWS's error code; after `AssumeRole.` where the role could not be assumed through which the
  /// account is reached. `AccountNotListed` where nobody said how. Where AWS said nothing, the name
  /// of what failed instead.
  public String code() {
    return code;
  }

  /// Somebody must change something first; trying again by itself does not help.
  public boolean isLasting() {
    return switch (kind) {
      case TRANSIENT, THROTTLED -> false;
      case NO_SPACE, GONE, FORBIDDEN, UNMODIFIABLE, INVALID -> true;
    };
  }

  /// What a failure means for the next attempt.
  public enum Kind {
    /// Conflicts, outages, expired credentials: the same write may succeed soon.
    TRANSIENT,
    /// The account's calls are too many: the same write may succeed once they are fewer.
    THROTTLED,
    /// The document is too large for what the role's other policies leave, or there is no place
    /// left for another policy.
    NO_SPACE,
    /// There is no such role.
    GONE,
    /// The revoker may not, or does not reach the account.
    FORBIDDEN,
    /// Only AWS may change the role.
    UNMODIFIABLE,
    /// What else AWS calls the caller's fault.
    INVALID
  }
}
