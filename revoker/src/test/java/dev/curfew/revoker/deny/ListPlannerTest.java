package dev.curfew.revoker.deny;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListPlannerTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:00Z");
  private static final int SPACE = 10_240;

  private final DenyPlanner planner = new ListPlanner();

  @Test
  void nobodyDeadNeedsNoPolicy() {
    assertThat(planner.plan(List.of(live("AROA1:@a000")), NOW, SPACE))
        .isEqualTo(new DenyPlan.Nothing());
  }

  @Test
  void namesTheDeadAndBoundsThemInTime() {
    List<Session> sessions =
        List.of(
            dead("AROA1:@b000", NOW.minusSeconds(60)),
            dead("AROA1:@a000", NOW.minusSeconds(90)),
            live("AROA1:@c000"));

    DenyPlan plan = planner.plan(sessions, NOW, SPACE);

    assertThat(plan)
        .asInstanceOf(type(DenyPlan.Exact.class))
        .extracting(exact -> exact.document().json())
        .isEqualTo(
            """
            {"Version":"2012-10-17","Statement":[{"Sid":"CurfewDeadSessions","Effect":"Deny","Action":"*",\
            "Resource":"*","Condition":{"StringLike":{"aws:userid":["*:@a000","*:@b000"]},\
            "DateLessThan":{"aws:TokenIssueTime":"2026-11-23T10:14:02Z"}}}]}\
            """);
  }

  @Test
  void theOrderOfSessionsDoesNotMatter() {
    List<Session> sessions =
        IntStream.range(0, 20).mapToObj(i -> dead("AROA1:@" + i, NOW)).toList();

    assertThat(planner.plan(sessions.reversed(), NOW, SPACE))
        .isEqualTo(planner.plan(sessions, NOW, SPACE));
  }

  @Test
  void whatHasExpiredNeedsNoDeny() {
    Session expired =
        new Session("AROA1:@a000", NOW.minusSeconds(3600), NOW.minusSeconds(61), true);

    assertThat(planner.plan(List.of(expired), NOW, SPACE)).isEqualTo(new DenyPlan.Nothing());
  }

  @Test
  void aListThatFillsTheSpaceIsExactAndOneMoreIsNot() {
    int fitting = 1;
    while (planner.plan(dead(fitting + 1), NOW, SPACE) instanceof DenyPlan.Exact) {
      fitting++;
    }

    assertThat(fitting).isGreaterThan(500);
    assertThat(planner.plan(dead(fitting + 1), NOW, SPACE)).isInstanceOf(DenyPlan.Collateral.class);
  }

  @Test
  void beyondTheSpaceAllOfOursThatAreOlderDieAndAreNamed() {
    List<Session> sessions =
        Stream.concat(
                dead(600).stream(),
                Stream.of(
                    live("AROA1:@older"),
                    new Session("AROA1:@newer", NOW.plusSeconds(2), NOW.plusSeconds(900), false)))
            .toList();

    DenyPlan plan = planner.plan(sessions, NOW, SPACE);

    assertThat(plan)
        .asInstanceOf(type(DenyPlan.Collateral.class))
        .satisfies(c -> {
          assertThat(c.hit()).containsExactly("AROA1:@older");
          assertThat(c.document().json()).contains("\"*:@*\"").contains("10:15:02Z");
        });
  }

  private static List<Session> dead(int count) {
    return IntStream.range(0, count).mapToObj(i -> dead("AROA1:@%012d".formatted(i), NOW)).toList();
  }

  private static Session dead(String userId, Instant issuedAt) {
    return new Session(userId, issuedAt, issuedAt.plus(Duration.ofMinutes(15)), true);
  }

  private static Session live(String userId) {
    return new Session(userId, NOW.minusSeconds(10), NOW.plusSeconds(890), false);
  }
}
