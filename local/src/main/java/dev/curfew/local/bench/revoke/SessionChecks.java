package dev.curfew.local.bench.revoke;

import dev.curfew.local.load.Verdict;
import dev.curfew.sandbox.aws.AwsSandbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Asks the stand-in's evaluator, and not Curfew: each session right before its job ends, when it
/// must be allowed, and when the limit is over, when it must be denied; all of them in the end.
final class SessionChecks implements AutoCloseable {
  private final AwsSandbox aws;
  private final Duration limit;

  /// In the order in which their limits are over.
  private final BlockingQueue<MeasuredJob> ended = new LinkedBlockingQueue<>();

  private final Thread thread;

  SessionChecks(AwsSandbox aws, Duration limit) {
    this.aws = aws;
    this.limit = limit;
    this.thread = Thread.ofPlatform().name("load-checks").daemon().start(this::checkAtLimit);
  }

  void beforeEnd(MeasuredJob job) {
    requireAllowed(job);
  }

  void afterEnd(MeasuredJob job) {
    ended.add(job);
  }

  /// What is dead and was not before counts as late; what is alive and is denied, as hit. Returns
  /// how many ended jobs' sessions live.
  long all(Collection<MeasuredJob> jobs) {
    Instant now = Clock.systemUTC().instant();
    long alive = 0;
    for (MeasuredJob job : jobs) {
      if (!job.credential().expiresAt().isAfter(now)) {
        continue;
      }
      if (!job.ended()) {
        requireAllowed(job);
      } else if (verdict(job) != Verdict.DENIED) {
        alive++;
      }
    }
    return alive;
  }

  private void requireAllowed(MeasuredJob job) {
    if (verdict(job) != Verdict.ALLOWED) {
      job.hit();
    }
  }

  private void checkAtLimit() {
    try {
      while (true) {
        MeasuredJob job = ended.take();
        Duration left = Duration.between(Instant.now(), job.endsAt().plus(limit));
        if (left.isPositive()) {
          Thread.sleep(left);
        }
        if (verdict(job) != Verdict.DENIED) {
          job.outlived();
        }
      }
    } catch (InterruptedException closed) {
      // By close().
    }
  }

  private Verdict verdict(MeasuredJob job) {
    return Verdict.of(aws, job.credential());
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
