package dev.curfew.github;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// GitHub did not answer what it was asked.
public final class GitHubException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int FORBIDDEN = 403;

  private final Kind kind;
  private final @Nullable Duration retryAfter;

  private GitHubException(Kind kind, String what, @Nullable Duration retryAfter) {
    super(what);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  public GitHubException(String what, int status) {
    this(status == FORBIDDEN ? Kind.REFUSED : Kind.UNANSWERED, what + ": " + status, null);
  }

  public GitHubException(String what, Throwable cause) {
    super(what + ": " + cause.getMessage(), cause);
    this.kind = Kind.UNANSWERED;
    this.retryAfter = null;
  }

  public GitHubException(String what) {
    this(Kind.UNANSWERED, what, null);
  }

  /// We may not ask that.
  static GitHubException refused(String what) {
    return new GitHubException(Kind.REFUSED, what, null);
  }

  /// We may not ask anything as this one for a while.
  static GitHubException limited(String what, Duration retryAfter) {
    return new GitHubException(Kind.LIMITED, what, retryAfter);
  }

  /// Whether we lack the right to know: asking again changes nothing, an administrator does.
  public boolean isRefusal() {
    return kind == Kind.REFUSED;
  }

  /// Whether the rate limit is the reason, and not what was asked.
  public boolean isLimit() {
    return kind == Kind.LIMITED;
  }

  /// How long it will be like this, where GitHub said so.
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  private enum Kind {
    REFUSED,
    LIMITED,
    /// What was wanted is still wanted, later.
    UNANSWERED
  }
}
