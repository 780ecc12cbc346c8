package dev.curfew.sandbox.github;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The latest deliveries, oldest first.
final class DeliveryLog {
  private final int capacity;
  private final Deque<Delivery> entries = new ArrayDeque<>();

  DeliveryLog(int capacity) {
    this.capacity = capacity;
  }

  synchronized void add(Delivery delivery) {
    if (entries.size() == capacity) {
      entries.removeFirst();
    }
    entries.addLast(delivery);
  }

  synchronized List<Delivery> entries() {
    return List.copyOf(entries);
  }
}
