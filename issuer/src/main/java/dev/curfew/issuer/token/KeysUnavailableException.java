package dev.curfew.issuer.token;

/// The token issuer's keys could not be fetched, so nothing was found out about the token.
public final class KeysUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public KeysUnavailableException(String issuer, Throwable cause) {
    super("no keys from " + issuer, cause);
  }
}
