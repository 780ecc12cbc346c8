package dev.curfew.sandbox.github.hook;

import dev.curfew.sandbox.github.Delivery;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The latest deliveries, oldest first.
public final class DeliveryLog {
  private final int capacity;
  private final Deque<Delivery> entries = new ArrayDeque<>();

  public DeliveryLog(int capacity) {
    this.capacity = capacity;
  }

  public synchronized void add(Delivery delivery) {
    if (entries.size() == capacity) {
      entries.removeFirst();
    }
    entries.addLast(delivery);
  }

  public synchronized List<Delivery> entries() {
    return List.copyOf(entries);
  }
}
