package dev.curfew.local.bench.plan;

import dev.curfew.revoker.deny.DenyPlan;
import dev.curfew.revoker.deny.DenyPlanner;
import dev.curfew.revoker.deny.DenyQuestion;
import dev.curfew.revoker.deny.PrefixCoverPlanner;
import dev.curfew.revoker.deny.RoleSpace;
import dev.curfew.revoker.deny.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Plans for a role with 10,000 sessions, five-minute jobs at 700 a minute. JMH wants it public.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PlannerBenchmark {
  static final int SESSIONS = 10_000;
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:00Z");

  private final DenyPlanner planner = new PrefixCoverPlanner();
  private final DenyQuestion roomy = question(0);
  private final DenyQuestion narrow = question(RoleSpace.MANAGED_POLICIES);

  /// What fits is exact.
  @Benchmark
  public DenyPlan exact() {
    return planner.plan(roomy);
  }

  /// Inline space alone, so that live sessions have to be chosen.
  @Benchmark
  public DenyPlan sacrifice() {
    return planner.plan(narrow);
  }

  private static DenyQuestion question(int managedUsed) {
    DenyQuestion role = new Arrivals(700, Duration.ofMinutes(5), Duration.ofMinutes(15)).at(NOW);
    int all = role.sessions().size();
    List<Session> sessions = role.sessions().subList(all - SESSIONS, all);
    return new DenyQuestion(
        sessions, role.now(), role.horizon(), null, new RoleSpace(0, managedUsed));
  }
}
