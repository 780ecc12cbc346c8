package dev.curfew.issuer.replay;

/// A token without a nonce, where there must be one.
public final class NonceMissingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NonceMissingException() {
    super("the token has no nonce");
  }
}
