package dev.curfew.revoker.publication;

/// An event could not be made durable in time.
public final class NotDurableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotDurableException(String topic, Throwable cause) {
    super("no acknowledgement from topic " + topic, cause);
  }
}
