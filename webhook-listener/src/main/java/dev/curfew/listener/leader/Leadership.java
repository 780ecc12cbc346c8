package dev.curfew.listener.leader;

/// Which of several instances asks GitHub.
public interface Leadership {
  /// Whether it is this one. For a moment it may be none, or two: what is done twice must do no
  /// harm.
  boolean isHeld();
}
