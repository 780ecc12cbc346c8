package dev.curfew.local.bench.revoke;

import dev.curfew.local.Checkout;
import dev.curfew.local.bench.ProcessMeter;
import dev.curfew.local.bench.ProcessMeter.Usage;
import dev.curfew.local.load.EventProducer;
import dev.curfew.local.load.Issuances;
import dev.curfew.local.load.JobEnds;
import dev.curfew.local.load.KafkaEnds;
import dev.curfew.local.load.Revocations;
import dev.curfew.local.load.WebhookEnds;
import dev.curfew.local.stack.EmbeddedBacking;
import dev.curfew.local.stack.RevocationStack;
import dev.curfew.sandbox.aws.IamWrites;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// One run: start, warm up, measure, come to rest, look at everything once more.
final class Bench {
  private static final URI ISSUER = URI.create("/curfew/issuer");
  private static final URI LISTENER = URI.create("/curfew/webhook-listener");

  /// Nobody waits for an issuance here, and batches cost the machine less.
  private static final Duration ISSUER_LINGER = Duration.ofMillis(5);

  /// What the revoker gets to catch up, once nothing ends any more.
  private static final Duration REST = Duration.ofSeconds(60);

  private static final Duration REST_POLL = Duration.ofMillis(100);
  private static final Duration PROGRESS = Duration.ofSeconds(10);

  private final Checkout checkout;
  private final Path data;
  private final Load load;
  private final PrintStream out;
  private final Observations seen = new Observations();

  Bench(Checkout checkout, Path data, Load load, PrintStream out) {
    this.checkout = checkout;
    this.data = data;
    this.load = load;
    this.out = out;
  }

  Report run() throws InterruptedException {
    out.println("starting Kafka, PostgreSQL, a stand-in for AWS, webhook-listener and revoker");
    EmbeddedBacking backing = EmbeddedBacking.startEmptyApart(checkout, data);
    try (RevocationStack stack =
            RevocationStack.start(
                checkout, data, backing, load.accounts(), load.roles(), Map.of());
        EventProducer issuer = producer(stack, ISSUER, ISSUER_LINGER);
        EventProducer listener = producer(stack, LISTENER, Duration.ZERO);
        JobEnds ends = ends(stack, listener);
        Revocations _ = new Revocations(backing.bootstrapServers(), seen::heard);
        SessionChecks checks = new SessionChecks(stack.aws(), load.limit());
        ProcessMeter meter = new ProcessMeter(processes(stack))) {
      stack.aws().faults().iamLatency(load.iamLatency()).iamWritesPerSecond(load.writesPerSecond());
      // Session names must not be guessable elsewhere; here the load must be the same again.
      RandomGenerator random = new Random(load.seed());
      Roles roles = new Roles(stack.fleet().roles());
      Traffic traffic =
          new Traffic(
              load, roles, new Issuances(stack.aws(), random), issuer, ends, seen, checks, random);
      return measure(stack, traffic, roles, checks, meter);
    }
  }

  private Report measure(
      RevocationStack stack, Traffic traffic, Roles roles, SessionChecks checks, ProcessMeter meter)
      throws InterruptedException {
    traffic.rehearse();
    Instant start = Instant.now();
    Instant from = start.plus(load.warmUp());
    Instant until = start.plus(load.total());
    runWatched(traffic, roles, start, from);
    Map<String, Usage> usageBefore = meter.usage();
    IamWrites writesBefore = stack.aws().iamWrites();
    long revokedBefore = seen.revoked();
    int fewestLive = runWatched(traffic, roles, start, until);
    Map<String, Usage> usage = ProcessMeter.since(usageBefore, meter.usage());
    comeToRest();
    IamWrites writes = stack.aws().iamWrites().since(writesBefore);
    long revoked = seen.revoked() - revokedBefore;
    stack.aws().faults().heal();
    long aliveInTheEnd = checks.all(seen.jobs());
    Outcome outcome = new Outcome(seen, load, from, until);
    Report.Counts counts = outcome.counts(seen, fewestLive, aliveInTheEnd);
    AuditTrail audit = AuditTrail.of(stack.backing().database());
    return new Report(
        load,
        counts,
        outcome.fromAnswer(),
        outcome.fromSchedule(),
        new Report.Writes(
            writes.asked(),
            writes.throttled(),
            (double) writes.asked() / Math.max(1, revoked),
            LargestPolicy.on(stack.fleet())),
        audit,
        usage,
        Report.violations(load, counts, audit));
  }

  /// Tells from time to time how it goes. Returns how many jobs ran on the role that had the
  /// fewest.
  private int runWatched(Traffic traffic, Roles roles, Instant start, Instant until)
      throws InterruptedException {
    int fewest = Integer.MAX_VALUE;
    for (Instant now = Instant.now(); now.isBefore(until); now = Instant.now()) {
      Instant pause = now.plus(PROGRESS);
      traffic.run(start, pause.isBefore(until) ? pause : until);
      fewest = Math.min(fewest, roles.fewestRunning());
      tell(start);
    }
    return fewest;
  }

  /// Until every end has led to a revocation, or nobody has the patience any more.
  private void comeToRest() throws InterruptedException {
    Instant deadline = Instant.now().plus(REST);
    while (seen.revoked() < seen.ended() && Instant.now().isBefore(deadline)) {
      Thread.sleep(REST_POLL);
    }
  }

  private void tell(Instant start) {
    long ended = seen.ended();
    out.printf(
        "%4d s  %,9d jobs begun  %,9d ended  %,9d of them not revoked yet%n",
        Duration.between(start, Instant.now()).toSeconds(),
        seen.jobs().size(),
        ended,
        ended - seen.revoked());
  }

  private EventProducer producer(RevocationStack stack, URI source, Duration linger) {
    return new EventProducer(stack.backing().bootstrapServers(), source, linger);
  }

  private JobEnds ends(RevocationStack stack, EventProducer listener) {
    return switch (load.ends()) {
      case WEBHOOK -> new WebhookEnds(stack.webhook(), stack.webhookSecret());
      case KAFKA -> new KafkaEnds(listener);
    };
  }

  private static Map<String, Supplier<Stream<ProcessHandle>>> processes(RevocationStack stack) {
    ProcessHandle postgresql = stack.backing().databaseProcess();
    Map<String, Supplier<Stream<ProcessHandle>>> processes = new LinkedHashMap<>();
    processes.put("webhook-listener", () -> Stream.of(stack.listener().process()));
    processes.put("revoker", () -> Stream.of(stack.revoker().process()));
    processes.put("Kafka", () -> stack.backing().kafkaProcess().stream());
    processes.put(
        "PostgreSQL", () -> Stream.concat(Stream.of(postgresql), postgresql.descendants()));
    processes.put("load and stand-in for AWS", () -> Stream.of(ProcessHandle.current()));
    return processes;
  }
}
