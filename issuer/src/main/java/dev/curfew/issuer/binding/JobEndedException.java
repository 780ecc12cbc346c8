package dev.curfew.issuer.binding;

/// The job is the token's, and GitHub says that it is completed.
public final class JobEndedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JobEndedException() {
    super("GitHub has the job as completed");
  }
}
