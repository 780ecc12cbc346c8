package dev.curfew.issuer.replay;

/// A nonce that was never given out, has expired, was used, or is another job's: which of these is
/// nobody's business.
public final class NonceUnknownException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NonceUnknownException() {
    super("no such nonce is open for this job");
  }
}
