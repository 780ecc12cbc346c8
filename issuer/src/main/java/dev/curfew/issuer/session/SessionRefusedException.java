package dev.curfew.issuer.session;

/// AWS refused a session: the role does not exist, does not trust the issuer, or does not allow
/// that duration.
public final class SessionRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SessionRefusedException(String roleArn, Throwable cause) {
    super("AWS refuses a session of " + roleArn, cause);
  }
}
