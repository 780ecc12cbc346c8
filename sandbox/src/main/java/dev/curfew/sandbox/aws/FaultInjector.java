package dev.curfew.sandbox.aws;

import dev.curfew.sandbox.aws.iam.Iam;
import dev.curfew.sandbox.aws.wire.Refusal;
import dev.curfew.sandbox.aws.wire.Service;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/// Does to calls what [Faults] says.
final class FaultInjector {
  private final Faults faults;
  private final WriteThrottle throttle;
  private final LongAdder writes = new LongAdder();
  private final LongAdder throttled = new LongAdder();

  FaultInjector(Faults faults, Clock clock) {
    this.faults = faults;
    this.throttle = new WriteThrottle(clock);
  }

  /// Up to now.
  IamWrites writes() {
    return new IamWrites(writes.sum(), throttled.sum());
  }

  /// What a call meets before it reaches the service.
  ///
  /// @throws Refusal `ServiceUnavailable`
  void onTheWay(Service service) {
    delay(
        switch (service) {
          case IAM -> faults.latency().plus(faults.iamLatency());
          case STS -> faults.latency();
        });
    boolean down =
        switch (service) {
          case IAM -> faults.iamDown();
          case STS -> faults.stsDown();
        };
    if (down) {
      throw unavailable();
    }
  }

  /// What a call meets inside the service, which knows by now who calls.
  ///
  /// @throws Refusal `Throttling`, `ServiceFailure`, `InternalFailure`, `ConcurrentModification`
  void inside(Service service, String action, String accountId) {
    switch (service) {
      case IAM -> insideIam(action, accountId);
      case STS -> {
        if (faults.takeStsFailure()) {
          throw new Refusal(500, "InternalFailure", "The request processing has failed.");
        }
      }
    }
  }

  private void insideIam(String action, String accountId) {
    boolean write = Iam.isWrite(action);
    if (write) {
      writes.increment();
    }
    if (write && !throttle.admits(accountId, faults.iamWritesPerSecond())) {
      throttled.increment();
      throw new Refusal(400, "Throttling", "Rate exceeded");
    }
    if (faults.takeIamFailure()) {
      throw new Refusal(500, "ServiceFailure", "The request processing has failed.");
    }
    if (write && faults.takeIamConflict()) {
      throw new Refusal(
          409,
          "ConcurrentModification",
          "The request was rejected because multiple requests to change this object were submitted"
              + " simultaneously. Wait a few minutes and submit your request again.");
    }
  }

  private static void delay(Duration time) {
    if (time.isZero()) {
      return;
    }
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable();
    }
  }

  private static Refusal unavailable() {
    return new Refusal(503, "ServiceUnavailable", "The service is temporarily unavailable.");
  }
}
