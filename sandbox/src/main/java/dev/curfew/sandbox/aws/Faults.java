package dev.curfew.sandbox.aws;

import dev.curfew.sandbox.aws.directory.Propagation;
import java.time.Duration;

/// What is wrong with AWS at the moment. Can be changed while it runs, here or over HTTP (`PUT
/// /_sandbox/faults`); nothing is wrong at the start. Thread-safe.
public final class Faults {
  private static final Duration LONGEST_LATENCY = Duration.ofMinutes(1);

  private Duration iamLag = Duration.ZERO;
  private Duration latency = Duration.ZERO;
  private Duration iamLatency = Duration.ZERO;
  private int iamWritesPerSecond;
  private int iamConflicts;
  private int iamFailures;
  private int stsFailures;
  private boolean iamDown;
  private boolean stsDown;

  Faults() {}

  /// Calls are decided by roles' policies as they were this long ago, while IAM shows them as they
  /// are. At most a minute. Raised, it brings back nothing that is no longer enforced.
  public synchronized Faults iamLag(Duration lag) {
    iamLag = require("iamLag", lag, Propagation.LONGEST_LAG);
    return this;
  }

  /// Every call takes this much longer. At most a minute.
  public synchronized Faults latency(Duration time) {
    latency = require("latency", time, LONGEST_LATENCY);
    return this;
  }

  /// IAM's calls take this much longer, besides [#latency]. At most a minute.
  public synchronized Faults iamLatency(Duration time) {
    iamLatency = require("iamLatency", time, LONGEST_LATENCY);
    return this;
  }

  /// An account's writes above this rate are answered `Throttling`; 0 is no limit.
  public synchronized Faults iamWritesPerSecond(int writes) {
    iamWritesPerSecond = require("iamWritesPerSecond", writes);
    return this;
  }

  /// That many of the next IAM writes are answered 409 `ConcurrentModification`.
  public synchronized Faults iamConflicts(int next) {
    iamConflicts = require("iamConflicts", next);
    return this;
  }

  /// That many of the next IAM calls are answered 500 `ServiceFailure`.
  public synchronized Faults iamFailures(int next) {
    iamFailures = require("iamFailures", next);
    return this;
  }

  /// That many of the next STS calls are answered 500 `InternalFailure`.
  public synchronized Faults stsFailures(int next) {
    stsFailures = require("stsFailures", next);
    return this;
  }

  /// IAM's control plane answers 503. Policies are enforced all the same.
  public synchronized Faults iamDown(boolean down) {
    iamDown = down;
    return this;
  }

  /// STS answers 503.
  public synchronized Faults stsDown(boolean down) {
    stsDown = down;
    return this;
  }

  /// Nothing is wrong any more.
  public Faults heal() {
    return become(new Faults());
  }

  synchronized Faults become(Faults other) {
    iamLag = other.iamLag;
    latency = other.latency;
    iamLatency = other.iamLatency;
    iamWritesPerSecond = other.iamWritesPerSecond;
    iamConflicts = other.iamConflicts;
    iamFailures = other.iamFailures;
    stsFailures = other.stsFailures;
    iamDown = other.iamDown;
    stsDown = other.stsDown;
    return this;
  }

  synchronized Duration iamLag() {
    return iamLag;
  }

  synchronized Duration latency() {
    return latency;
  }

  synchronized Duration iamLatency() {
    return iamLatency;
  }

  synchronized int iamWritesPerSecond() {
    return iamWritesPerSecond;
  }

  synchronized int iamConflicts() {
    return iamConflicts;
  }

  synchronized int iamFailures() {
    return iamFailures;
  }

  synchronized int stsFailures() {
    return stsFailures;
  }

  synchronized boolean iamDown() {
    return iamDown;
  }

  synchronized boolean stsDown() {
    return stsDown;
  }

  /// Whether this write meets a conflict, which is then used up. So with the others.
  synchronized boolean takeIamConflict() {
    boolean due = iamConflicts > 0;
    iamConflicts -= due ? 1 : 0;
    return due;
  }

  synchronized boolean takeIamFailure() {
    boolean due = iamFailures > 0;
    iamFailures -= due ? 1 : 0;
    return due;
  }

  synchronized boolean takeStsFailure() {
    boolean due = stsFailures > 0;
    stsFailures -= due ? 1 : 0;
    return due;
  }

  private static Duration require(String name, Duration time, Duration longest) {
    if (time.isNegative() || time.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          "%s must be between 0 and %s, not %s".formatted(name, longest, time));
    }
    return time;
  }

  private static int require(String name, int number) {
    if (number < 0) {
      throw new IllegalArgumentException("%s must not be negative: %d".formatted(name, number));
    }
    return number;
  }
}
