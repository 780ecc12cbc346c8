package dev.curfew.github;

/// GitHub did not answer what it was asked. What was wanted is still wanted, later.
public final class GitHubException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public GitHubException(String what, int status) {
    super(what + ": " + status);
  }

  public GitHubException(String what, Throwable cause) {
    super(what + ": " + cause.getMessage(), cause);
  }

  public GitHubException(String what) {
    super(what);
  }
}
