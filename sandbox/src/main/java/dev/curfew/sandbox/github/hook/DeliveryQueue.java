package dev.curfew.sandbox.github.hook;

import dev.curfew.sandbox.github.DeliveryResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Makes deliveries in the background, a few at a time.
final class DeliveryQueue implements AutoCloseable {
  private static final int AT_A_TIME = 16;

  private final AtomicInteger pending = new AtomicInteger();
  private final ExecutorService senders =
      Executors.newFixedThreadPool(
          AT_A_TIME, Thread.ofPlatform().daemon().name("github-delivery-", 0).factory());

  CompletableFuture<DeliveryResult> add(Supplier<DeliveryResult> delivery) {
    pending.incrementAndGet();
    return CompletableFuture.supplyAsync(delivery, senders)
        .whenComplete((_, _) -> pending.decrementAndGet());
  }

  int pending() {
    return pending.get();
  }

  @Override
  public void close() {
    senders.shutdownNow();
  }
}
