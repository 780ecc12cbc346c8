package dev.curfew.revoker.deny;

import static dev.curfew.revoker.deny.Histories.HORIZON;
import static dev.curfew.revoker.deny.Histories.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Documents spelt out. The horizon is at 10:14:50.
class PrefixCoverPlannerTest {
  private static final Instant LONG_AGO = HORIZON.minusSeconds(60);

  private final DenyPlanner planner = new PrefixCoverPlanner();

  @Test
  void nobodyDeadNeedsNoPolicy() {
    DenyPlan plan = plan(live("@a000", LONG_AGO));

    assertThat(plan).isEqualTo(new DenyPlan(Verdict.EXACT, null, List.of(), List.of()));
    assertThat(plan.isEmpty()).isTrue();
  }

  @Test
  void whereNobodyLivesOnePatternCoversAllOfOurs() {
    assertThat(statements(dead("@a000", LONG_AGO), dead("@b000", LONG_AGO)))
        .isEqualTo(deny("\"*:@*\"", "2026-11-23T10:14:50Z"));
  }

  @Test
  void aLiveSessionIsGoneAroundByTheShortestPrefixes() {
    assertThat(
            statements(
                dead("@a000", LONG_AGO),
                dead("@a001", LONG_AGO),
                dead("@b000", LONG_AGO),
                live("@b1", LONG_AGO),
                dead("@b12", LONG_AGO),
                dead("@b2", LONG_AGO)))
        .isEqualTo(deny("\"*:@a*\",\"*:@b0*\",\"*:@b12\",\"*:@b2\"", "2026-11-23T10:14:50Z"));
  }

  @Test
  void aNameThatALiveOneBeginsWithIsDeniedWithoutWhatFollows() {
    assertThat(statements(dead("@a0", LONG_AGO), live("@a00", LONG_AGO)))
        .isEqualTo(deny("\"*:@a0\"", "2026-11-23T10:14:50Z"));
  }

  @Test
  void theYoungAndTheForeignAreNamedAndBoundedByTheNewestOfThem() {
    Stream<Session> old =
        IntStream.range(0, 20).mapToObj(i -> dead("@a%03d".formatted(i), LONG_AGO));
    Stream<Session> others =
        Stream.of(dead("@b000", HORIZON.minusSeconds(1)), dead("GitHubActions", LONG_AGO));

    assertThat(statements(Stream.concat(old, others).toArray(Session[]::new)))
        .isEqualTo(
            deny("\"*:@b000\",\"*:GitHubActions\"", "2026-11-23T10:14:51Z")
                + ","
                + deny("\"*:@*\"", "2026-11-23T10:14:50Z"));
  }

  @Test
  void onePlainListIsTakenWhereTwoStatementsWouldBeLonger() {
    assertThat(statements(dead("@a000", LONG_AGO), dead("@b000", HORIZON.plusMillis(500))))
        .isEqualTo(deny("\"*:@a000\",\"*:@b000\"", "2026-11-23T10:14:52Z"));
  }

  @Test
  void aSecondOfDoubtSeparatesTheCoveredFromTheHorizon() {
    assertThat(statements(dead("@a000", HORIZON.minusMillis(1001))))
        .isEqualTo(deny("\"*:@*\"", "2026-11-23T10:14:50Z"));
    assertThat(statements(dead("@a000", HORIZON.minusMillis(1000))))
        .isEqualTo(deny("\"*:@a000\"", "2026-11-23T10:14:51Z"));
  }

  @Test
  void aSecondOfDoubtSeparatesTheLivingFromTheHorizon() {
    Session old = dead("@a000", LONG_AGO);

    assertThat(statements(old, live("@a111", HORIZON.plusMillis(999)))).contains("\"*:@a0*\"");
    assertThat(statements(old, live("@a111", HORIZON.plusMillis(1000)))).contains("\"*:@*\"");
  }

  @Test
  void aLiveTwinIsSparedByABoundBetweenTheTwo() {
    Session young = dead("@b000", HORIZON.plusSeconds(5));

    assertThat(statements(dead("@a000", LONG_AGO), live("@a000", LONG_AGO.plusSeconds(30)), young))
        .isEqualTo(
            deny("\"*:@a000\"", "2026-11-23T10:13:52Z")
                + ","
                + deny("\"*:@b000\"", "2026-11-23T10:14:57Z"));
  }

  @Test
  void aLiveTwinThatCannotBeToldApartIsCollateral() {
    DenyPlan plan = plan(dead("@a000", LONG_AGO), live("@a000", LONG_AGO.plusSeconds(2)));

    assertThat(plan.verdict()).isEqualTo(Verdict.COLLATERAL);
    assertThat(plan.collateral()).containsExactly("AROA1EXAMPLE:@a000");
  }

  @Test
  void anOrderAgainstTheRoleIsTheBareDateAndSparesThePatterns() {
    DenyPlan plan =
        planner.plan(
            new DenyQuestion(
                List.of(dead("@a000", LONG_AGO), dead("@b000", LONG_AGO.plusSeconds(10))),
                NOW,
                HORIZON,
                LONG_AGO.plusMillis(1500),
                Histories.ALL));

    assertThat(plan.verdict()).isEqualTo(Verdict.EXACT);
    assertThat(json(plan))
        .isEqualTo(
            document(
                """
                {"Effect":"Deny","Action":"*","Resource":"*",\
                "Condition":{"DateLessThan":{"aws:TokenIssueTime":"2026-11-23T10:13:52Z"}}},\
                """
                    + deny("\"*:@*\"", "2026-11-23T10:14:50Z")));
  }

  @Test
  void whatHasExpiredNeedsNoDenyAndIsInNobodysWay() {
    Session dead = new Session("AROA1EXAMPLE:@a000", LONG_AGO, NOW, true);
    Session live = new Session("AROA1EXAMPLE:@b000", LONG_AGO, NOW, false);

    assertThat(plan(dead).isEmpty()).isTrue();
    assertThat(statements(dead("@b111", LONG_AGO), live)).contains("\"*:@*\"");
  }

  @Test
  void whatDoesNotFitInlineGoesOnInManagedPoliciesWithoutLoss() {
    List<Session> foreign = foreign(1_000);
    RoleSpace space = new RoleSpace(0, 0);

    DenyPlan plan = planner.plan(Histories.question(foreign, space));

    assertThat(plan.verdict()).isEqualTo(Verdict.OVERFLOW);
    assertThat(plan.collateral()).isEmpty();
    assertThat(Objects.requireNonNull(plan.inline()).characters()).isBetween(10_200, 10_240);
    assertThat(plan.managed().getFirst().characters()).isBetween(6_100, 6_144);
    assertThat(foreign).allMatch(new Evaluator(plan)::certainlyDenies);
  }

  @Test
  void othersInlinePoliciesLeaveAllToManagedOnes() {
    DenyPlan plan =
        planner.plan(
            Histories.question(List.of(dead("@a000", LONG_AGO)), new RoleSpace(10_200, 9)));

    assertThat(plan.verdict()).isEqualTo(Verdict.OVERFLOW);
    assertThat(plan.inline()).isNull();
    assertThat(plan.managed()).hasSize(1);
  }

  @Test
  void beyondAllSpaceItHitsFewAndLeavesNoSpaceUnused() {
    RandomGenerator random = new SplittableRandom(20261123);
    List<Session> sessions =
        IntStream.range(0, 6_000)
            .mapToObj(_ -> "@" + Long.toString(random.nextLong(1L << 59, 1L << 60), 32))
            .map(name -> random.nextBoolean() ? dead(name, LONG_AGO) : live(name, LONG_AGO))
            .toList();

    DenyPlan plan = planner.plan(Histories.question(sessions, new RoleSpace(0, 8)));

    Evaluator role = new Evaluator(plan);
    assertThat(plan.verdict()).isEqualTo(Verdict.COLLATERAL);
    assertThat(Histories.counting(sessions, true)).allMatch(role::certainlyDenies);
    assertThat(plan.collateral())
        .hasSizeBetween(1, 1_500)
        .containsExactlyElementsOf(
            Histories.counting(sessions, false).stream()
                .filter(role::mayDeny)
                .map(Session::userId)
                .sorted()
                .toList());
    assertThat(json(plan).length()).isBetween(10_200, 10_240);
    assertThat(plan.managed())
        .hasSize(2)
        .allMatch(document -> document.characters() > 6_000 && document.characters() <= 6_144);
  }

  @Test
  void tooManyYoungOnesGiveUpTheHorizon() {
    List<Session> young =
        IntStream.range(0, 600)
            .mapToObj(i -> dead("@%04d".formatted(i), HORIZON.plusSeconds(1)))
            .toList();

    DenyPlan plan = planner.plan(Histories.question(young, new RoleSpace(9_500, 10)));

    assertThat(plan.verdict()).isEqualTo(Verdict.COLLATERAL);
    assertThat(plan.collateral()).isEmpty();
    assertThat(json(plan)).isEqualTo(document(deny("\"*:@*\"", "2026-11-23T10:14:53Z")));
  }

  @Test
  void tooManyForeignOnesGiveUpTheMark() {
    List<Session> sessions =
        Stream.concat(
                foreign(600).stream(),
                Stream.of(live("@old", LONG_AGO), live("@new", LONG_AGO.plusSeconds(3))))
            .toList();

    DenyPlan plan = planner.plan(Histories.question(sessions, new RoleSpace(9_900, 10)));

    assertThat(plan.verdict()).isEqualTo(Verdict.COLLATERAL);
    assertThat(plan.collateral()).isEmpty();
    assertThat(json(plan)).isEqualTo(document(deny("\"*:g*\"", "2026-11-23T10:13:52Z")));
  }

  @Test
  void atTheVeryEndEverybodyBeforeTheNewestDeadOneIsDenied() {
    List<Session> sessions =
        Stream.concat(
                foreign(600).stream(),
                Stream.of(live("github", LONG_AGO), live("@new", LONG_AGO.plusSeconds(3))))
            .toList();
    String coarsest = document(deny("\"*:*\"", "2026-11-23T10:13:52Z"));

    DenyPlan plan =
        planner.plan(Histories.question(sessions, new RoleSpace(10_240 - coarsest.length(), 10)));

    assertThat(plan.verdict()).isEqualTo(Verdict.COLLATERAL);
    assertThat(plan.collateral()).containsExactly("AROA1EXAMPLE:github");
    assertThat(json(plan)).isEqualTo(coarsest);
  }

  @Test
  void whereNothingFitsItSaysSo() {
    assertThatExceptionOfType(NoRoomException.class)
        .isThrownBy(() ->
            planner.plan(
                Histories.question(List.of(dead("@a000", LONG_AGO)), new RoleSpace(10_100, 10))))
        .withMessage("no deny fits: 140 inline characters and 0 managed policies are left");
  }

  private static List<Session> foreign(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> dead("gha-%08d".formatted(i), LONG_AGO))
        .toList();
  }

  private DenyPlan plan(Session... sessions) {
    return planner.plan(Histories.question(List.of(sessions)));
  }

  private String statements(Session... sessions) {
    String json = json(plan(sessions));
    return json.substring(
        "{\"Version\":\"2012-10-17\",\"Statement\":[".length(), json.length() - 2);
  }

  private static String json(DenyPlan plan) {
    return Objects.requireNonNull(plan.inline()).json();
  }

  private static String document(String statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
  }

  private static String deny(String patterns, String before) {
    return """
    {"Effect":"Deny","Action":"*","Resource":"*","Condition":\
    {"StringLike":{"aws:userid":[%s]},"DateLessThan":{"aws:TokenIssueTime":"%s"}}}\
    """
        .formatted(patterns, before);
  }

  private static Session dead(String name, Instant issuedAt) {
    return new Session("AROA1EXAMPLE:" + name, issuedAt, NOW.plusSeconds(600), true);
  }

  private static Session live(String name, Instant issuedAt) {
    return new Session("AROA1EXAMPLE:" + name, issuedAt, NOW.plusSeconds(600), false);
  }
}
