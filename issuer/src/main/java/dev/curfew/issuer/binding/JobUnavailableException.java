package dev.curfew.issuer.binding;

import org.jspecify.annotations.Nullable;

/// GitHub did not say what the job is, so nothing was found out about it.
public final class JobUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JobUnavailableException(String why) {
    this(why, null);
  }

  public JobUnavailableException(String why, @Nullable Throwable cause) {
    super(why, cause);
  }
}
