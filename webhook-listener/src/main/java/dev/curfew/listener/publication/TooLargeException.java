package dev.curfew.listener.publication;

/// What was told is more than a record may hold. No other attempt will go better.
public final class TooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TooLargeException(String topic, Throwable cause) {
    super("too large for topic " + topic, cause);
  }
}
