package dev.curfew.local.bench.issue;

import dev.curfew.local.Checkout;
import dev.curfew.local.bench.ProcessMeter;
import dev.curfew.local.bench.ProcessMeter.Usage;
import dev.curfew.local.bench.issue.Requests.Request;
import dev.curfew.local.stack.EmbeddedBacking;
import dev.curfew.local.stack.IssuanceStack;
import dev.curfew.sandbox.github.JobSpec;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// One run: start, warm up, measure, and look for the records.
final class IssueBench {
  private final Checkout checkout;
  private final Path data;
  private final IssuePlan plan;
  private final PrintStream out;

  /// Tokens whose requests were answered 200, by their SHA-256.
  private final Set<String> issued = new HashSet<>();

  IssueBench(Checkout checkout, Path data, IssuePlan plan, PrintStream out) {
    this.checkout = checkout;
    this.data = data;
    this.plan = plan;
    this.out = out;
  }

  IssueReport run() throws IOException {
    out.println("starting Kafka, PostgreSQL, stand-ins for AWS and GitHub, and issuer");
    String repository = JobSpec.example().repository().fullName();
    EmbeddedBacking backing = EmbeddedBacking.startEmptyApart(checkout, data);
    try (IssuanceStack stack = new IssuanceStack(checkout, data, backing, repository);
        ProcessMeter meter = new ProcessMeter(processes(stack))) {
      List<Request> first = requests(stack, "to warm up", plan.toWarmUp());
      Map<String, Long> cold = load(stack, first, plan.toWarmUp()).errors();
      if (!cold.isEmpty()) {
        out.println("not issued meanwhile: " + cold);
      }
      List<Request> requests = requests(stack, "to measure", plan.toMeasure());
      StepTimes stepsBefore = StepTimes.of(stack.issuer().uri());
      Map<String, Usage> before = meter.usage();
      IssueLoad.Result result = load(stack, requests, plan.toMeasure());
      Map<String, Usage> usage = ProcessMeter.since(before, meter.usage());
      Map<String, Double> steps = StepTimes.of(stack.issuer().uri()).meansSince(stepsBefore);
      return new IssueReport(
          stack.startToReady().toMillis(),
          requests.size(),
          requests.size() / (result.time().toNanos() / 1e9),
          result.errors(),
          result.latency(),
          steps,
          usage,
          result.connections(),
          Records.of(issued, stack.backing().bootstrapServers()));
    }
  }

  private List<Request> requests(IssuanceStack stack, String why, Schedule schedule) {
    int count = schedule.requests();
    out.printf("%s: %,d requests, %,d/s%n", why, count, plan.rate());
    return new Requests(stack, plan).make(count);
  }

  private IssueLoad.Result load(IssuanceStack stack, List<Request> requests, Schedule schedule)
      throws IOException {
    try (IssueLoad load = new IssueLoad(stack.issuer().uri(), requests, schedule)) {
      IssueLoad.Result result = load.run();
      result.issued().stream().forEach(index -> issued.add(requests.get(index).tokenSha256()));
      return result;
    }
  }

  private static Map<String, Supplier<Stream<ProcessHandle>>> processes(IssuanceStack stack) {
    ProcessHandle postgresql = stack.backing().databaseProcess();
    Map<String, Supplier<Stream<ProcessHandle>>> processes = new LinkedHashMap<>();
    processes.put("issuer", () -> Stream.of(stack.issuer().process()));
    processes.put(
        "PostgreSQL", () -> Stream.concat(Stream.of(postgresql), postgresql.descendants()));
    processes.put("Kafka", () -> stack.backing().kafkaProcess().stream());
    processes.put("load and stand-ins", () -> Stream.of(ProcessHandle.current()));
    return processes;
  }
}
