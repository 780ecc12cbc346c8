package dev.curfew.local.bench.intake;

/// There is no peer to compare with; the message says why.
final class PeerAbsentException extends Exception {
  private static final long serialVersionUID = 1L;

  PeerAbsentException(String message) {
    super(message);
  }
}
