package dev.curfew.local.system;

import dev.curfew.sandbox.aws.Faults;
import java.time.Duration;
import java.util.Random;

/// IAM on a bad day: throttling always, conflicts, failures and lag as they come, on a thread of
/// its own.
final class Weather implements AutoCloseable {
  private static final Duration CHANGE = Duration.ofMillis(500);
  private static final int WRITES_PER_SECOND = 8;
  private static final int MOST_AT_ONCE = 3;
  private static final int LONGEST_LAG_MILLIS = 2_000;

  private final Faults faults;
  private final Random random;
  private final Thread thread;

  Weather(Faults faults, Random random) {
    this.faults = faults;
    this.random = random;
    this.thread = Thread.ofPlatform().name("chaos-weather").start(this::run);
  }

  private void run() {
    faults.iamLatency(Duration.ofMillis(20)).iamWritesPerSecond(WRITES_PER_SECOND);
    try {
      while (true) {
        faults
            .iamConflicts(random.nextInt(MOST_AT_ONCE + 1))
            .iamFailures(random.nextInt(MOST_AT_ONCE + 1))
            .iamLag(Duration.ofMillis(random.nextInt(LONGEST_LAG_MILLIS)));
        Thread.sleep(CHANGE);
      }
    } catch (InterruptedException closed) {
      // By close().
    }
  }

  /// Nothing is wrong any more.
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    faults.heal();
  }
}
