package dev.curfew.local.job;

/// The issuer handed nothing out.
public final class NotIssuedException extends RuntimeException {
  private final int status;

  NotIssuedException(int status, String problem) {
    super("the issuer refuses: " + status + " " + problem);
    this.status = status;
  }

  /// The HTTP status.
  public int status() {
    return status;
  }
}
