package dev.curfew.sandbox.github.hook;

import dev.curfew.sandbox.github.DeliveryResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Makes deliveries in the background, a few at a time.
final class DeliveryQueue implements AutoCloseable {
  private static final int AT_A_TIME = 16;

  private final AtomicInteger pending = new AtomicInteger();
  private final ScheduledExecutorService senders =
      Executors.newScheduledThreadPool(
          AT_A_TIME, Thread.ofPlatform().daemon().name("github-delivery-", 0).factory());

  CompletableFuture<DeliveryResult> add(Duration delay, Supplier<DeliveryResult> delivery) {
    pending.incrementAndGet();
    return CompletableFuture.supplyAsync(delivery, task -> schedule(task, delay))
        .whenComplete((_, _) -> pending.decrementAndGet());
  }

  private void schedule(Runnable task, Duration delay) {
    var _ = senders.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  int pending() {
    return pending.get();
  }

  @Override
  public void close() {
    senders.shutdownNow();
  }
}
