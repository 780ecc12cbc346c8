package dev.curfew.local.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// Looks again and again until something is there, but not for ever.
record Patience(Duration limit, Duration pause) {

  /// @throws StoryFailedException if it does not come within the limit
  <T> T await(String what, Supplier<Optional<T>> look) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      Optional<T> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (System.nanoTime() > deadline) {
        throw new StoryFailedException(what + " was not seen within " + limit.toSeconds() + " s");
      }
      rest(what);
    }
  }

  private void rest(String what) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting: " + what, e);
    }
  }
}
