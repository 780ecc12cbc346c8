package dev.curfew.revoker.deny;

/// How well a plan does.
public enum Verdict {
  /// Denies the dead and nobody else, by the inline policy alone.
  EXACT,
  /// Denies the dead and nobody else, with managed policies besides.
  OVERFLOW,
  /// Denies live sessions too, or may deny sessions that nobody has read of yet.
  COLLATERAL
}
