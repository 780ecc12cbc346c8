package dev.curfew.issuer.policy;

/// A policy that is none.
public final class InvalidPolicyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;
  private final String why;

  /// @param line from 1
  /// @param column from 1
  public InvalidPolicyException(int line, int column, String why) {
    super(line + ":" + column + ": " + why);
    this.line = line;
    this.column = column;
    this.why = why;
  }

  public int line() {
    return line;
  }

  public int column() {
    return column;
  }

  /// Without the place.
  public String why() {
    return why;
  }
}
