package dev.curfew.listener.github;

/// GitHub did not answer what it was asked. What was wanted is still wanted, later.
public final class GitHubException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GitHubException(String what, int status) {
    super(what + ": " + status);
  }

  GitHubException(String what, Throwable cause) {
    super(what + ": " + cause.getMessage(), cause);
  }

  GitHubException(String what) {
    super(what);
  }
}
