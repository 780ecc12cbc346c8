package dev.curfew.issuer.session;

/// AWS refused a session of more than [SessionRequest#ALWAYS_GIVEN]: the role's own maximum is
/// less, or the issuer's credentials are a session's themselves.
public final class SessionTooLongException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SessionTooLongException(SessionRequest asked, String reason, Throwable cause) {
    super(
        "AWS refuses a session of %s for %d s: %s"
            .formatted(asked.roleArn(), asked.duration().toSeconds(), reason),
        cause);
  }
}
