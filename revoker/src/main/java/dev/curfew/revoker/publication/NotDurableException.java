package dev.curfew.revoker.publication;

/// An event could not be made durable in time.
public final class NotDurableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean lasting;

  /// @param lasting whether Kafka would say the same again
  public NotDurableException(String topic, boolean lasting, Throwable cause) {
    super("no acknowledgement from topic " + topic, cause);
    this.lasting = lasting;
  }

  /// Whether it is of no use to try again: the event itself is refused.
  public boolean isLasting() {
    return lasting;
  }
}
