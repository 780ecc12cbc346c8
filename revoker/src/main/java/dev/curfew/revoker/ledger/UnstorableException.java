package dev.curfew.revoker.ledger;

/// An event that the database will never take, whoever tries.
public final class UnstorableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UnstorableException() {
    super("the database refuses the event's data");
  }

  public UnstorableException(Throwable cause) {
    super("the database refuses the event's data", cause);
  }
}
