package dev.curfew.issuer.binding;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// GitHub did not say what the job is, so nothing was found out about it.
public final class JobUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final @Nullable Duration retryAfter;

  public JobUnavailableException(String why) {
    super(why);
    this.retryAfter = null;
  }

  public JobUnavailableException(String why, Throwable cause, @Nullable Duration retryAfter) {
    super(why, cause);
    this.retryAfter = retryAfter;
  }

  /// How long it will be like this, where that is known.
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
