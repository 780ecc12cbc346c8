package dev.curfew.issuer.store;

/// The database cannot be reached or cannot work now. The same call will succeed once it can.
public final class StoreUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailableException(Throwable cause) {
    super("the database is not available: " + cause.getMessage(), cause);
  }
}
