package dev.curfew.issuer.binding;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// The repository has had GitHub asked for more jobs than one repository may. That is no outage:
/// the token alone is not believed for it, as whoever holds it could bring it about.
public final class TooManyLookupsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  public TooManyLookupsException(Duration retryAfter) {
    super("GitHub was asked for more jobs than its repository may have it asked for");
    this.retryAfter = requireNonNull(retryAfter, "retryAfter");
  }

  /// Until GitHub is asked for one of its jobs again.
  public Duration retryAfter() {
    return retryAfter;
  }
}
