package dev.curfew.sandbox.http;

/// Becomes an answer that is an error.
public final class Refusal extends RuntimeException {
  private final int status;

  public Refusal(int status, String message) {
    super(message);
    this.status = status;
  }

  public int status() {
    return status;
  }

  public String text() {
    return String.valueOf(getMessage());
  }
}
