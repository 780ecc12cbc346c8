package dev.curfew.listener.publication;

/// What was told could not be made durable in time.
public final class NotDurableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private NotDurableException(Throwable cause, String message) {
    super(message, cause);
  }

  public NotDurableException(String topic, Throwable cause) {
    this(cause, "no acknowledgement from topic " + topic);
  }

  /// There is nothing to publish before GitHub has told the rest of it.
  public static NotDurableException unanswered(Throwable cause) {
    return new NotDurableException(cause, "GitHub did not answer what a delivery leaves open");
  }
}
