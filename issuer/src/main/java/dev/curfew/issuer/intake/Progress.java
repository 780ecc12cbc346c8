package dev.curfew.issuer.intake;

/// How far the topics have been read.
public interface Progress {

  /// Whether all has been read that was there a moment ago, and not so only when this instance
  /// began: a reader that stands still does not know who has ended.
  boolean isCaughtUp();
}
