package dev.curfew.issuer.token;

import org.jspecify.annotations.Nullable;

/// A token that is not believed. The message is for the log: the caller is told no more than that.
public final class InvalidTokenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidTokenException(String why) {
    this(why, null);
  }

  public InvalidTokenException(String why, @Nullable Throwable cause) {
    super(why, cause);
  }
}
