package dev.curfew.local.bench.plan;

import static java.util.Comparator.comparingInt;

import dev.curfew.revoker.deny.DenyPlan;
import dev.curfew.revoker.deny.DenyPlanner;
import dev.curfew.revoker.deny.DenyQuestion;
import dev.curfew.revoker.deny.PolicyDocument;
import dev.curfew.revoker.deny.PrefixCoverPlanner;
import dev.curfew.revoker.deny.RoleSpace;
import dev.curfew.revoker.deny.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How many characters denies take, by how jobs arrive.
final class SizeTable {
  private static final List<Integer> JOBS_PER_MINUTE = List.of(20, 60, 133, 666);
  private static final List<Integer> JOB_MINUTES = List.of(1, 5, 20);
  private static final List<Integer> LIFE_SECONDS = List.of(900, 120, 60);

  private static final Instant FIRST = Instant.parse("2026-11-23T10:15:00Z");
  private static final int MOMENTS = 10;

  private static final String HEAD =
      "jobs/min  job min  life s    live    dead  characters  plain list  documents  verdict";

  private final DenyPlanner planner = new PrefixCoverPlanner();

  Stream<String> lines() {
    return Stream.concat(
        Stream.of(HEAD),
        JOBS_PER_MINUTE.stream()
            .flatMap(jobs ->
                JOB_MINUTES.stream()
                    .flatMap(minutes ->
                        LIFE_SECONDS.stream()
                            .map(life ->
                                new Arrivals(
                                    jobs, Duration.ofMinutes(minutes), Duration.ofSeconds(life)))))
            .map(this::line));
  }

  /// The largest of some moments, a minute apart.
  private String line(Arrivals arrivals) {
    Size size =
        IntStream.range(0, MOMENTS)
            .mapToObj(i -> size(arrivals.at(FIRST.plusSeconds(60L * i))))
            .max(comparingInt(Size::characters))
            .orElseThrow();
    return "%8d %8d %7d %7d %7d %,11d %,11d %10d  %s"
        .formatted(
            arrivals.jobsPerMinute(),
            arrivals.jobLength().toMinutes(),
            arrivals.life().toSeconds(),
            size.live(),
            size.dead(),
            size.characters(),
            size.plainList(),
            size.documents(),
            size.verdict());
  }

  private Size size(DenyQuestion role) {
    DenyPlan plan = planner.plan(role);
    List<Session> dead = role.sessions().stream().filter(Session::dead).toList();
    int hit = plan.collateral().size();
    return new Size(
        role.sessions().size() - dead.size(),
        dead.size(),
        documents(plan).mapToInt(PolicyDocument::characters).sum(),
        plainList(dead),
        (int) documents(plan).count(),
        plan.verdict().name().toLowerCase(Locale.ROOT) + (hit == 0 ? "" : ", hits " + hit));
  }

  /// Every name is as long as every other, so two lists tell the length of any.
  private int plainList(List<Session> dead) {
    if (dead.size() < 2) {
      return list(dead);
    }
    int ofOne = list(dead.subList(0, 1));
    return ofOne + (dead.size() - 1) * (list(dead.subList(0, 2)) - ofOne);
  }

  /// With no horizon known, the planner lists.
  private int list(List<Session> dead) {
    DenyQuestion young =
        new DenyQuestion(dead, Instant.EPOCH, Instant.EPOCH, null, new RoleSpace(0, 0));
    return documents(planner.plan(young)).mapToInt(PolicyDocument::characters).sum();
  }

  private static Stream<PolicyDocument> documents(DenyPlan plan) {
    return Stream.concat(Stream.ofNullable(plan.inline()), plan.managed().stream());
  }

  private record Size(
      int live, int dead, int characters, int plainList, int documents, String verdict) {}
}
