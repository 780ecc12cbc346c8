package dev.curfew.issuer.binding;

/// The job is the token's, and GitHub does not say yet that it has begun.
public final class JobNotRunningException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JobNotRunningException(String status) {
    super("GitHub has the job as " + status);
  }
}
