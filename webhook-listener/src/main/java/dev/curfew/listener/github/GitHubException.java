package dev.curfew.listener.github;

/// GitHub did not answer what it was asked. What was wanted is still wanted, later.
public final class GitHubException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  GitHubException(String what, int status) {
    super(what + ": " + status);
    this.status = status;
  }

  GitHubException(String what, Throwable cause) {
    super(what + ": " + cause.getMessage(), cause);
    this.status = 0;
  }

  GitHubException(String what) {
    super(what);
    this.status = 0;
  }

  /// GitHub's HTTP status; 0 where it gave none.
  public int status() {
    return status;
  }
}
