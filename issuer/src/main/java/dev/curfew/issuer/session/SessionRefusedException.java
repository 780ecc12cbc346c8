package dev.curfew.issuer.session;

/// AWS refused a session: the role does not exist, or does not trust the issuer.
public final class SessionRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SessionRefusedException(String roleArn, String reason, Throwable cause) {
    super("AWS refuses a session of %s: %s".formatted(roleArn, reason), cause);
  }
}
