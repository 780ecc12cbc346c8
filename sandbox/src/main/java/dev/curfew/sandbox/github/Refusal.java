package dev.curfew.sandbox.github;

/// An answer that is an error: GitHub's JSON with a `message`.
final class Refusal extends RuntimeException {
  private final int status;

  Refusal(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
