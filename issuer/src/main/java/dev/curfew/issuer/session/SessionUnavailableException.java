package dev.curfew.issuer.session;

/// AWS did not answer in time, or could not.
public final class SessionUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SessionUnavailableException(String roleArn, Throwable cause) {
    super("no session of " + roleArn + " to be had now", cause);
  }
}
