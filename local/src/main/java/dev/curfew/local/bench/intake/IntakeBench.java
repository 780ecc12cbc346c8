package dev.curfew.local.bench.intake;

import dev.curfew.local.Checkout;
import dev.curfew.local.bench.ProcessMeter;
import dev.curfew.local.bench.ProcessMeter.Usage;
import dev.curfew.local.bench.intake.IntakeReport.Arrival;
import dev.curfew.local.bench.intake.IntakeReport.Row;
import dev.curfew.local.stack.IntakeStack;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One run: each receiver at each number of connections, in turn.
final class IntakeBench {
  private static final String RECEIVER = "receiver";
  private static final String KAFKA = "kafka";
  private static final String LOAD = "load";

  /// More than anybody here answers in a second.
  private static final int SIGNED_AHEAD_PER_SECOND = 15_000;

  /// At most; longer runs sign the rest as they go.
  private static final int SIGNED_AHEAD = 600_000;

  private static final Duration SOAK_LINE = Duration.ofSeconds(15);

  private final Checkout checkout;
  private final Path data;
  private final IntakePlan plan;
  private final PrintStream out;

  IntakeBench(Checkout checkout, Path data, IntakePlan plan, PrintStream out) {
    this.checkout = checkout;
    this.data = data;
    this.plan = plan;
    this.out = out;
  }

  IntakeReport run() throws IOException {
    out.println("starting Kafka and webhook-listener");
    try (IntakeStack stack = new IntakeStack(checkout, data);
        @Nullable Peer peer = peer(stack)) {
      List<Measured> all = new ArrayList<>();
      all.add(new Measured(Receiver.listener(stack)));
      if (peer != null) {
        all.add(new Measured(peer.receiver()));
      }
      List<Row> rows = new ArrayList<>();
      for (int connections : plan.connections()) {
        for (Measured receiver : all) {
          rows.add(receiver.measure(stack, connections));
        }
      }
      if (plan.soak() != null) {
        all.getFirst().soak(plan.soak());
      }
      return new IntakeReport(
          stack.startToReady().toMillis(),
          all.getFirst().deliveries.bodyBytes(),
          rows,
          all.stream().map(receiver -> receiver.arrival(stack)).toList());
    }
  }

  private @Nullable Peer peer(IntakeStack stack) {
    if (plan.peer() == null) {
      return null;
    }
    try {
      return Peer.start(plan.peer(), data.resolve("peer"), stack.bootstrapServers());
    } catch (PeerAbsentException e) {
      out.println("no peer to compare with: " + e.getMessage());
      return null;
    }
  }

  /// A receiver and what was sent to it.
  private final class Measured {
    private final Receiver receiver;
    private final Deliveries deliveries;
    private final Load load;

    Measured(Receiver receiver) {
      this.receiver = receiver;
      this.deliveries = new Deliveries(receiver.webhook(), receiver.secret());
      this.load = new Load(receiver.webhook(), deliveries);
    }

    Row measure(IntakeStack stack, int connections) throws IOException {
      signAhead(plan.warmUp().plus(plan.duration()));
      load.run(connections, plan.warmUp());
      try (ProcessMeter meter = new ProcessMeter(processes(stack))) {
        Map<String, Usage> before = meter.usage();
        Load.Result result = load.run(connections, plan.duration());
        Map<String, Usage> after = meter.usage();
        double seconds = result.time().toNanos() / 1e9;
        out.printf(
            "%s, %d connections: %,.0f/s%n",
            receiver.name(), connections, result.accepted() / seconds);
        return new Row(
            receiver.name(),
            connections,
            result.accepted() / seconds,
            result.others(),
            result.latency(),
            since(RECEIVER, before, after),
            since(KAFKA, before, after),
            since(LOAD, before, after));
      }
    }

    /// Tells from time to time how it goes, and how large the receiver has become.
    void soak(Duration time) throws IOException {
      signAhead(time);
      int connections = plan.connections().getFirst();
      for (Duration done = Duration.ZERO; done.compareTo(time) < 0; done = done.plus(SOAK_LINE)) {
        Load.Result result = load.run(connections, SOAK_LINE);
        out.printf(
            "%4d s  %,8.0f/s  p99 %,6.1f ms  %,4d MB resident%n",
            done.plus(SOAK_LINE).toSeconds(),
            result.accepted() / (result.time().toNanos() / 1e9),
            result.latency().p99(),
            ProcessMeter.residentMegabytes(receiver.process().pid()));
      }
    }

    Arrival arrival(IntakeStack stack) {
      ArrivedJobs arrived = ArrivedJobs.of(receiver, stack.bootstrapServers());
      return new Arrival(
          receiver.name(),
          load.accepted().cardinality(),
          arrived.lost(load.accepted()),
          arrived.doubled());
    }

    private void signAhead(Duration time) {
      long wanted = (time.toMillis() * SIGNED_AHEAD_PER_SECOND) / 1000;
      deliveries.signAhead((int) Math.min(SIGNED_AHEAD, wanted));
    }

    private Map<String, Supplier<Stream<ProcessHandle>>> processes(IntakeStack stack) {
      Map<String, Supplier<Stream<ProcessHandle>>> processes = new LinkedHashMap<>();
      processes.put(RECEIVER, () -> Stream.of(receiver.process()));
      processes.put(KAFKA, () -> Stream.of(stack.kafkaProcess()));
      processes.put(LOAD, () -> Stream.of(ProcessHandle.current()));
      return processes;
    }
  }

  private static Usage since(String name, Map<String, Usage> before, Map<String, Usage> after) {
    return Objects.requireNonNull(after.get(name)).since(Objects.requireNonNull(before.get(name)));
  }
}
