package dev.curfew.local.system;

import static org.awaitility.Awaitility.await;

import dev.curfew.local.stack.RevocationStack;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Kills revoker, broker and database in turn, each `kill -9`, and starts them again: once while
/// all work, and once more one right after the other.
final class Outages {
  private static final String APPLIED = "revocation-applied";
  private static final int SHORTEST_MILLIS = 500;
  private static final int LONGEST_MILLIS = 3_000;

  private record Outage(String name, Runnable kill, Runnable restart) {}

  private final List<Outage> kinds;
  private final Random random;
  private final Rows rows;
  private final Instant start = Instant.now();

  Outages(RevocationStack stack, Random random) {
    this.random = random;
    this.rows = new Rows(stack.backing().database());
    this.kinds =
        List.of(
            new Outage("revoker", () -> stack.revoker().kill(), () -> stack.revoker().restart()),
            new Outage(
                "broker", () -> stack.backing().stopKafka(), () -> stack.backing().startKafka()),
            new Outage(
                "database",
                () -> stack.backing().killDatabase(),
                () -> stack.backing().restartDatabase()));
  }

  /// Returns when all are over and everything runs, ready or not.
  void run() throws InterruptedException {
    for (Outage outage : inAnyOrder()) {
      awaitRevocations();
      take(outage);
    }
    for (Outage outage : inAnyOrder()) {
      take(outage);
    }
  }

  private List<Outage> inAnyOrder() {
    List<Outage> order = new ArrayList<>(kinds);
    Collections.shuffle(order, random);
    return order;
  }

  /// An outage of what does not work yet would prove nothing.
  private void awaitRevocations() {
    int before = rows.credentialsOf(APPLIED).size();
    await("revocations")
        .atMost(WholeSystem.PATIENCE)
        .until(() -> rows.credentialsOf(APPLIED).size() > before);
  }

  private void take(Outage outage) throws InterruptedException {
    pause();
    tell(outage.name() + " is killed");
    outage.kill().run();
    pause();
    outage.restart().run();
    tell(outage.name() + " is back");
  }

  /// Long enough for something to be under way; how long decides what.
  private void pause() throws InterruptedException {
    Thread.sleep(random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS));
  }

  private void tell(String what) {
    System.out.printf("%6d ms  %s%n", Duration.between(start, Instant.now()).toMillis(), what);
  }
}
