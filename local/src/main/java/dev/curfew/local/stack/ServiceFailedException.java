package dev.curfew.local.stack;

/// A service did not start, or is gone. The message has its last words.
public final class ServiceFailedException extends RuntimeException {
  ServiceFailedException(String message) {
    super(message);
  }
}
