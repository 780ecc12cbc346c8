package dev.curfew.local.demo;

/// Something was not observed that the story is about.
final class StoryFailedException extends RuntimeException {
  StoryFailedException(String message) {
    super(message);
  }
}
