package dev.curfew.local.stack;

import java.util.ArrayDeque;
import java.util.Deque;

/// Closes in the reverse order of starting.
final class Teardown implements AutoCloseable {
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  synchronized <T extends AutoCloseable> T add(T resource) {
    started.push(resource);
    return resource;
  }

  @Override
  public synchronized void close() {
    // An interrupted thread could not wait for processes to end.
    boolean interrupted = Thread.interrupted();
    while (!started.isEmpty()) {
      close(started.pop());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// What does not close must not keep the others running.
  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) { // AutoCloseable declares it
      System.Logger log = System.getLogger(Teardown.class.getName());
      log.log(System.Logger.Level.WARNING, "cannot close " + resource.getClass(), e);
    }
  }
}
