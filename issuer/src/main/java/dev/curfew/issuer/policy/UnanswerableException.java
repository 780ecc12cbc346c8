package dev.curfew.issuer.policy;

/// A condition that says neither yes nor no.
public final class UnanswerableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnanswerableException(String why, Throwable cause) {
    super(why, cause);
  }
}
