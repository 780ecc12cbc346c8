package dev.curfew.issuer.binding.github;

/// The repository is not there, or is not ours to see: that says nothing of its jobs.
final class HiddenRepositoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String MESSAGE = "GitHub shows us no such repository";

  HiddenRepositoryException() {
    super(MESSAGE);
  }

  HiddenRepositoryException(Throwable cause) {
    super(MESSAGE + ": " + cause.getMessage(), cause);
  }
}
