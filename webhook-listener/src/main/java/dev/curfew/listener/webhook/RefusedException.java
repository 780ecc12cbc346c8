package dev.curfew.listener.webhook;

/// A request that is not taken. Whoever sends it is a stranger, so it costs no stack trace.
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  RefusedException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
