package dev.curfew.issuer.intake;

/// How far the topics have been read.
public interface Progress {

  /// Whether all has been read that was there when this instance began. It stays so.
  boolean isCaughtUp();
}
