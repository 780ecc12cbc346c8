package dev.curfew.sandbox.github.fault;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/// What is wrong with GitHub at the moment. Can be changed while it runs, here or over HTTP (`PUT
/// /_sandbox/faults`); nothing is wrong at the start. Thread-safe.
///
/// Chance follows from the seed: of so many deliveries the same ones are struck each time.
public final class Faults {
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(10);

  private final Map<Fault, Double> shares = new EnumMap<>(Fault.class);
  private final Map<Fault, SplittableRandom> chances = new EnumMap<>(Fault.class);
  private SplittableRandom order = new SplittableRandom(0);
  private long seed;
  private Duration delay = Duration.ZERO;
  private Duration reorder = Duration.ZERO;

  public Faults() {
    seed(0);
  }

  /// Begins chance anew.
  public synchronized Faults seed(long newSeed) {
    seed = newSeed;
    order = new SplittableRandom(newSeed);
    for (Fault fault : Fault.values()) {
      // One sequence each, or one fault's share would change whom another one strikes.
      chances.put(fault, new SplittableRandom(31 * newSeed + fault.json().hashCode()));
    }
    return this;
  }

  /// How much of everything a fault strikes.
  ///
  /// @param share from 0 to 1
  public synchronized Faults share(Fault fault, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("%s must be from 0 to 1".formatted(fault.json()));
    }
    shares.put(fault, share);
    return this;
  }

  /// Deliveries are made this much later. At most ten minutes.
  public synchronized Faults delay(Duration time) {
    delay = require("delay", time);
    return this;
  }

  /// Deliveries are made up to this much later by chance, and so out of order. At most ten minutes.
  public synchronized Faults reorder(Duration time) {
    reorder = require("reorder", time);
    return this;
  }

  /// Nothing is wrong any more.
  public Faults heal() {
    return become(new Faults());
  }

  synchronized Faults become(Faults other) {
    shares.clear();
    shares.putAll(other.shares);
    delay = other.delay;
    reorder = other.reorder;
    return seed(other.seed);
  }

  /// Whether the next one is struck.
  public synchronized boolean strikes(Fault fault) {
    double share = share(fault);
    return share > 0 && chances.getOrDefault(fault, order).nextDouble() < share;
  }

  /// How much later the next delivery is made.
  public synchronized Duration nextDelay() {
    return delay.plus(
        reorder.isZero() ? Duration.ZERO : Duration.ofNanos(order.nextLong(reorder.toNanos())));
  }

  synchronized double share(Fault fault) {
    return shares.getOrDefault(fault, 0.0);
  }

  synchronized long seed() {
    return seed;
  }

  synchronized Duration delay() {
    return delay;
  }

  synchronized Duration reorder() {
    return reorder;
  }

  private static Duration require(String name, Duration time) {
    if (time.isNegative() || time.compareTo(LONGEST_DELAY) > 0) {
      throw new IllegalArgumentException(
          "%s must be between 0 and %s, not %s".formatted(name, LONGEST_DELAY, time));
    }
    return time;
  }
}
