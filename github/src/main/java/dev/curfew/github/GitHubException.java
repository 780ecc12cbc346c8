package dev.curfew.github;

/// GitHub did not answer what it was asked.
public final class GitHubException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int FORBIDDEN = 403;

  private final Kind kind;

  private GitHubException(Kind kind, String what) {
    super(what);
    this.kind = kind;
  }

  public GitHubException(String what, int status) {
    this(status == FORBIDDEN ? Kind.REFUSED : Kind.UNANSWERED, what + ": " + status);
  }

  public GitHubException(String what, Throwable cause) {
    super(what + ": " + cause.getMessage(), cause);
    this.kind = Kind.UNANSWERED;
  }

  public GitHubException(String what) {
    this(Kind.UNANSWERED, what);
  }

  /// We may not ask that.
  static GitHubException refused(String what) {
    return new GitHubException(Kind.REFUSED, what);
  }

  /// We may not ask anything for a while.
  static GitHubException limited(String what) {
    return new GitHubException(Kind.LIMITED, what);
  }

  /// Whether we lack the right to know: asking again changes nothing, an administrator does.
  public boolean isRefusal() {
    return kind == Kind.REFUSED;
  }

  /// Whether the rate limit is the reason, and not what was asked.
  public boolean isLimit() {
    return kind == Kind.LIMITED;
  }

  private enum Kind {
    REFUSED,
    LIMITED,
    /// What was wanted is still wanted, later.
    UNANSWERED
  }
}
