package dev.curfew.local;

/// The user asked for something that cannot be done; the message says why.
public final class InvalidInputException extends RuntimeException {
  public InvalidInputException(String message) {
    super(message);
  }
}
