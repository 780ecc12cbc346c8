package dev.curfew.issuer.policy;

/// The second gate did not say yes or no.
public final class PolicyUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PolicyUnavailableException(String why) {
    super(why);
  }

  public PolicyUnavailableException(String why, Throwable cause) {
    super(why, cause);
  }
}
