package dev.curfew.schemas.wire;

/// What a person wrote is no order. The message names the field, for that person, and repeats no
/// value.
public final class InvalidOrderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidOrderException(String what) {
    super(what);
  }
}
