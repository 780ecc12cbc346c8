package dev.curfew.issuer.replay;

/// A token comes a second time.
public final class TokenReplayedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TokenReplayedException() {
    super("the token has been shown before");
  }
}
