package dev.curfew.sandbox.aws.directory;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/// A value, now and as it was. Remembers back to what is enforced when it is written; beyond that
/// its oldest value is taken to have always been. So a lag that is raised brings back nothing that
/// was no longer enforced. Thread-safe.
final class History<T> {
  private record Version<T>(Instant since, T value) {}

  /// Oldest first, never empty.
  private final Deque<Version<T>> versions = new ArrayDeque<>();

  History(T initial) {
    versions.add(new Version<>(Instant.MIN, initial));
  }

  synchronized T latest() {
    return versions.getLast().value();
  }

  synchronized T asOf(Instant moment) {
    Iterator<Version<T>> newestFirst = versions.descendingIterator();
    while (newestFirst.hasNext()) {
      Version<T> version = newestFirst.next();
      if (!version.since().isAfter(moment)) {
        return version.value();
      }
    }
    return versions.getFirst().value();
  }

  synchronized void set(T value, Moment at) {
    versions.addLast(new Version<>(at.now(), value));
    forgetBefore(at.enforced());
  }

  synchronized int remembered() {
    return versions.size();
  }

  /// The version that was in force at the horizon stays.
  private void forgetBefore(Instant horizon) {
    Iterator<Version<T>> oldestFirst = versions.iterator();
    oldestFirst.next();
    int superseded = 0;
    while (oldestFirst.hasNext() && !oldestFirst.next().since().isAfter(horizon)) {
      superseded++;
    }
    for (int i = 0; i < superseded; i++) {
      versions.removeFirst();
    }
  }
}
