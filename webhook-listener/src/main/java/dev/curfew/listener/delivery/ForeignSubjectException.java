package dev.curfew.listener.delivery;

/// A delivery tells of somebody else than its sender may.
public final class ForeignSubjectException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ForeignSubjectException(Sender sender) {
    super(sender + " has no say in what its delivery is about", null, false, false);
  }
}
