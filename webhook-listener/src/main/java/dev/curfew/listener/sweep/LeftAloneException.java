package dev.curfew.listener.sweep;

/// GitHub wants to be left alone for a while: whatever is asked fails, and nothing can be said of
/// what was asked.
public final class LeftAloneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LeftAloneException(Throwable cause) {
    super(cause.getMessage(), cause);
  }
}
