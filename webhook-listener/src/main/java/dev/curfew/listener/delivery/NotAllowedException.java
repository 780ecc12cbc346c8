package dev.curfew.listener.delivery;

/// GitHub does not let us know what a delivery leaves open. No other attempt will go better.
public final class NotAllowedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotAllowedException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
