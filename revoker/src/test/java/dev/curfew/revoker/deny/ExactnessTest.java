package dev.curfew.revoker.deny;

import static dev.curfew.revoker.deny.Histories.HORIZON;
import static dev.curfew.revoker.deny.Histories.NOW;
import static dev.curfew.revoker.deny.Histories.counting;
import static dev.curfew.revoker.deny.Histories.question;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// The planner's claim, on random roles, by an evaluator that knows nothing of it.
class ExactnessTest {
  private final DenyPlanner planner = new PrefixCoverPlanner();

  @Provide
  Arbitrary<List<Session>> histories() {
    return Histories.any(40);
  }

  @Provide
  Arbitrary<List<Session>> distinctNames() {
    return Histories.distinct(40);
  }

  @Provide
  Arbitrary<RoleSpace> spaces() {
    return Arbitraries.integers()
        .between(0, 1500)
        .flatMap(left ->
            Arbitraries.of(9, 10, 10, 12)
                .map(managed -> new RoleSpace(RoleSpace.INLINE_CHARACTERS - left, managed)));
  }

  @Provide
  Arbitrary<String> foreignNames() {
    return Histories.foreign().filter(name -> !name.startsWith("@"));
  }

  @Provide
  Arbitrary<String> ourNames() {
    return Arbitraries.oneOf(Histories.ours(), Histories.tiny());
  }

  @Provide
  Arbitrary<Instant> times() {
    return Histories.issueTimes();
  }

  @Property
  void everyDeadSessionIsDenied(@ForAll("histories") List<Session> sessions) {
    Evaluator role = new Evaluator(planner.plan(question(sessions)));

    assertThat(counting(sessions, true)).allMatch(role::certainlyDenies);
  }

  @Property
  void noLiveSessionIsDeniedWhereNoTwoShareAName(@ForAll("distinctNames") List<Session> sessions) {
    DenyPlan plan = planner.plan(question(sessions));
    Evaluator role = new Evaluator(plan);

    assertThat(counting(sessions, false)).noneMatch(role::mayDeny);
    assertThat(plan.verdict()).isEqualTo(Verdict.EXACT);
  }

  @Property
  void onlyALiveTwinThatNoBoundCanSpareIsDenied(@ForAll("histories") List<Session> sessions) {
    DenyPlan plan = planner.plan(question(sessions));

    assertThat(plan.collateral())
        .allSatisfy(userId ->
            assertThat(counting(sessions, false))
                .anyMatch(live -> live.userId().equals(userId) && hasTwin(live, sessions)));
  }

  /// A bound in whole seconds must be more than a second after the dead one, and no more than a
  /// second before the live one.
  private static boolean hasTwin(Session live, List<Session> sessions) {
    Instant spares = live.issuedAt().minusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
    return counting(sessions, true).stream()
        .filter(dead -> dead.userId().equals(live.userId()))
        .anyMatch(dead -> !dead.issuedAt().plusSeconds(1).isBefore(spares));
  }

  @Property
  void noForeignSessionIsDeniedThatWasNotNamed(
      @ForAll("histories") List<Session> sessions,
      @ForAll("foreignNames") String name,
      @ForAll("times") Instant issuedAt) {
    Evaluator role = new Evaluator(planner.plan(question(sessions)));

    boolean isNamed = names(counting(sessions, true)).contains(name);
    assertThat(!isNamed && role.denies("AROA1EXAMPLE:" + name, issuedAt)).isFalse();
  }

  @Property
  void noneIssuedAfterTheHorizonIsDeniedThatWasNotNamed(
      @ForAll("histories") List<Session> sessions,
      @ForAll("ourNames") String name,
      @ForAll("times") Instant issuedAt) {
    Evaluator role = new Evaluator(planner.plan(question(sessions)));
    Instant after = issuedAt.isBefore(HORIZON) ? HORIZON : issuedAt;

    boolean isNamed = names(counting(sessions, true)).contains(name);
    assertThat(!isNamed && role.denies("AROA1EXAMPLE:" + name, after)).isFalse();
  }

  @Property
  void aNameThatIsTakenUpLaterIsNotDenied(@ForAll("histories") List<Session> sessions) {
    Evaluator role = new Evaluator(planner.plan(question(sessions)));
    Instant later =
        sessions.stream().map(Session::issuedAt).max(Instant::compareTo).orElse(NOW).plusSeconds(2);

    Instant latest = later.isBefore(HORIZON) ? HORIZON : later;
    assertThat(sessions).noneMatch(session -> role.denies(session.userId(), latest));
  }

  @Property
  void whatIsHitBesidesIsToldInEveryRegime(
      @ForAll("histories") List<Session> sessions, @ForAll("spaces") RoleSpace space) {
    DenyPlan plan;
    try {
      plan = planner.plan(question(sessions, space));
    } catch (NoRoomException _) {
      assertThat(space.inlineLeft()).isLessThan(200);
      return;
    }
    Evaluator role = new Evaluator(plan);

    assertThat(counting(sessions, true)).allMatch(role::certainlyDenies);
    assertThat(plan.collateral())
        .containsExactlyElementsOf(
            counting(sessions, false).stream()
                .filter(role::mayDeny)
                .map(Session::userId)
                .collect(Collectors.toCollection(TreeSet::new)));
    boolean hitsUnknown =
        role.denies("AROA1EXAMPLE:@zzzzzzzzzzzz", HORIZON)
            || role.denies("AROA1EXAMPLE:zz", Instant.EPOCH);
    if (!plan.collateral().isEmpty() || hitsUnknown) {
      assertThat(plan.verdict()).isEqualTo(Verdict.COLLATERAL);
    }
    if (plan.inline() != null) {
      assertThat(plan.inline().characters()).isLessThanOrEqualTo(space.inlineLeft());
    }
    assertThat(plan.managed())
        .hasSizeLessThanOrEqualTo(space.managedLeft())
        .allMatch(document -> document.characters() <= 6_144);
  }

  @Property
  void anOrderAgainstTheRoleHitsEverybodyBeforeItAndTheRestAsEver(
      @ForAll("histories") List<Session> sessions,
      @ForAll("times") Instant denyBefore,
      @ForAll("foreignNames") String foreign) {
    DenyPlan plan =
        planner.plan(new DenyQuestion(sessions, NOW, HORIZON, denyBefore, Histories.ALL));
    Evaluator role = new Evaluator(plan);

    assertThat(counting(sessions, true)).allMatch(role::certainlyDenies);
    assertThat(role.denies("AROA1EXAMPLE:" + foreign, denyBefore.minusMillis(1))).isTrue();
    assertThat(plan.collateral())
        .containsExactlyElementsOf(
            counting(sessions, false).stream()
                .filter(role::mayDeny)
                .map(Session::userId)
                .collect(Collectors.toCollection(TreeSet::new)))
        .allSatisfy(userId ->
            assertThat(counting(sessions, false))
                .filteredOn(live -> live.userId().equals(userId))
                .anyMatch(live ->
                    live.issuedAt().isBefore(denyBefore.plusSeconds(2))
                        || hasTwin(live, sessions)));
  }

  @Property
  void theOrderOfSessionsDoesNotMatter(
      @ForAll("histories") List<Session> sessions, @ForAll Random random) {
    List<Session> shuffled = new ArrayList<>(sessions);
    Collections.shuffle(shuffled, random);

    assertThat(planner.plan(question(shuffled))).isEqualTo(planner.plan(question(sessions)));
  }

  @Property
  void itIsNeverLargerThanThePlainList(@ForAll("distinctNames") List<Session> sessions) {
    List<Session> dead = counting(sessions, true);
    DenyPlan plan = planner.plan(question(sessions));

    int characters = Evaluator.documents(plan).mapToInt(document -> document.json().length()).sum();

    assertThat(characters).isLessThanOrEqualTo(dead.isEmpty() ? 0 : plainList(dead).length());
  }

  private static String plainList(List<Session> dead) {
    Instant newest = dead.stream().map(Session::issuedAt).max(Instant::compareTo).orElseThrow();
    return """
    {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*",\
    "Condition":{"StringLike":{"aws:userid":[%s]},"DateLessThan":{"aws:TokenIssueTime":"%s"}}}]}\
    """
        .formatted(
            names(dead).stream().map(name -> "\"*:" + name + "\"").collect(joining(",")),
            newest.truncatedTo(ChronoUnit.SECONDS).plusSeconds(2));
  }

  private static Set<String> names(List<Session> sessions) {
    return sessions.stream()
        .map(session -> session.userId().substring(session.userId().indexOf(':') + 1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
