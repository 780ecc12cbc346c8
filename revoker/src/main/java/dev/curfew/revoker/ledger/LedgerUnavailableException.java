package dev.curfew.revoker.ledger;

/// The database cannot be reached or cannot work now. The same call will succeed once it can.
public final class LedgerUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LedgerUnavailableException(Throwable cause) {
    super("the database is not available: " + cause.getMessage(), cause);
  }
}
