package dev.curfew.issuer.binding;

/// The job is not the one that the token was made for. The message is for the log.
public final class JobMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JobMismatchException(String why) {
    super(why);
  }
}
