package dev.curfew.local.bench.plan;

import dev.curfew.local.Version;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.Collection;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;

/// `curfew bench plan`
@Command(
    name = "plan",
    description = "Times the planner with JMH, and prints how small its denies are.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class BenchPlanCommand implements Callable<Integer> {
  private static final double GOAL_MILLIS = 10;
  private static final TimeValue SECOND = TimeValue.seconds(1);

  @Override
  public Integer call() throws RunnerException {
    OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
    System.out.printf(
        "planning for %,d sessions of one role, on %d processors with a load of %.1f%n",
        PlannerBenchmark.SESSIONS,
        machine.getAvailableProcessors(),
        machine.getSystemLoadAverage());
    measure().forEach(BenchPlanCommand::print);
    System.out.printf(
        "%ncharacters to deny one role's dead sessions, the most of ten moments;%n"
            + "horizon %d s behind, job lengths exponential, sessions renewed at 3/4 of their life%n",
        Arrivals.HORIZON_LAG.toSeconds());
    new SizeTable().lines().forEach(System.out::println);
    return 0;
  }

  /// In a JVM of its own: this one is set to start fast, not to run fast.
  private static Collection<RunResult> measure() throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(PlannerBenchmark.class.getName())
            .forks(1)
            .jvmArgs("-Xmx1g", "--sun-misc-unsafe-memory-access=allow")
            .warmupIterations(5)
            .warmupTime(SECOND)
            .measurementIterations(10)
            .measurementTime(SECOND)
            .verbosity(VerboseMode.SILENT)
            .build();
    return new Runner(options).run();
  }

  private static void print(RunResult result) {
    Result<?> time = result.getPrimaryResult();
    System.out.printf(
        "  %-10s %6.2f ± %.2f %s, %s%n",
        time.getLabel(),
        time.getScore(),
        time.getScoreError(),
        time.getScoreUnit(),
        time.getScore() < GOAL_MILLIS ? "within the goal of 10 ms" : "MISSES the goal of 10 ms");
  }
}
