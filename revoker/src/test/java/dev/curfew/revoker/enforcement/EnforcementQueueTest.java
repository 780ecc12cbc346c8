package dev.curfew.revoker.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.revoker.ledger.DirtyRole;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnforcementQueueTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:30Z");
  private static final String A = role("111111111111", "a");
  private static final String B = role("111111111111", "b");
  private static final String C = role("111111111111", "c");
  private static final String OTHERS = role("222222222222", "a");
  private static final Outcome ONE_DEATH = new Outcome.Written(1, 1);
  private static final Outcome A_DOZEN = new Outcome.Written(1, 12);
  private static final Outcome NOTHING = new Outcome.Nothing();

  private final EnforcementQueue queue = new EnforcementQueue(new Settings(8, 10, 8));

  @Test
  void aRoleWaitsOnceHoweverOftenItIsWoken() {
    wake(A);
    wake(A);
    found(A);

    assertThat(queue.waiting()).isOne();
    assertThat(takeAll(NOW)).containsExactly(A);
  }

  @Test
  void theOldestGoesFirst() {
    queue.wake(routine(B), NOW);
    queue.wake(routine(A), NOW.plusMillis(1));
    queue.wake(routine(B), NOW.plusMillis(2));

    assertThat(takeAll(NOW.plusMillis(2))).containsExactly(B, A);
  }

  @Test
  void aRoleThatIsWokenWhileAtWorkComesOnceMore() {
    wake(A);
    takeAll(NOW);
    wake(A);
    wake(A);

    assertThat(takeAll(NOW)).isEmpty();
    queue.finished(A, ONE_DEATH, NOW);

    assertThat(takeAll(NOW)).containsExactly(A);
    queue.finished(A, NOTHING, NOW);
    assertThat(takeAll(NOW)).isEmpty();
  }

  /// Every poll finds the roles that are being written: they are dirty until that is recorded.
  @Test
  void aRoleThatIsFoundWhileAtWorkDoesNotComeAgain() {
    wake(A);
    takeAll(NOW);

    found(A);
    queue.finished(A, ONE_DEATH, NOW);

    assertThat(takeAll(NOW)).isEmpty();
    assertThat(queue.waiting()).isZero();
  }

  @Test
  void whatPeopleWaitForGoesFirst() {
    wake(A);
    queue.wake(routine(B), NOW.minusSeconds(60));
    queue.wake(urgent(C), NOW);

    assertThat(takeAll(NOW)).containsExactly(C, B, A);
  }

  @Test
  void aWaitingRoleBecomesUrgentAndStaysSo() {
    queue.wake(routine(B), NOW.minusSeconds(60));
    wake(A);
    queue.wake(urgent(A), NOW);
    wake(A);

    assertThat(takeAll(NOW)).containsExactly(A, B);
  }

  @Test
  void urgencyThatComesWhileAtWorkIsNotForgotten() {
    wake(A);
    takeAll(NOW);
    queue.wake(urgent(A), NOW);
    wake(A);
    queue.finished(A, A_DOZEN, NOW);

    assertThat(takeAll(NOW)).containsExactly(A);
  }

  @Test
  void afterADozenDeathsARoleRests() {
    wake(A);
    takeAll(NOW);
    queue.finished(A, A_DOZEN, NOW);
    wake(A);

    assertThat(takeAll(NOW)).isEmpty();
    assertThat(queue.next()).contains(NOW.plusMillis(100));
    assertThat(takeAll(NOW.plusMillis(100))).containsExactly(A);
  }

  @Test
  void afterOneDeathItDoesNot() {
    wake(A);
    takeAll(NOW);
    queue.finished(A, ONE_DEATH, NOW);
    wake(A);

    assertThat(takeAll(NOW)).containsExactly(A);
  }

  @Test
  void urgencyEndsAPause() {
    wake(A);
    takeAll(NOW);
    queue.finished(A, A_DOZEN, NOW);
    wake(A);
    queue.wake(urgent(A), NOW);

    assertThat(takeAll(NOW)).containsExactly(A);
  }

  @Test
  void aRoleInItsPauseHoldsUpNoOther() {
    wake(A);
    takeAll(NOW);
    queue.finished(A, A_DOZEN, NOW);
    wake(A);
    wake(B);

    assertThat(takeAll(NOW)).containsExactly(B);
  }

  @Test
  void aFailureIsTriedAgainAfterItsWaitAndNotBefore() {
    wake(A);
    takeAll(NOW);
    queue.finished(A, new Outcome.Failed(false, Duration.ofSeconds(3)), NOW);
    wake(A);

    assertThat(takeAll(NOW.plusMillis(2999))).isEmpty();
    assertThat(queue.next()).contains(NOW.plusSeconds(3));
    assertThat(takeAll(NOW.plusSeconds(3))).containsExactly(A);
  }

  @Test
  void whereThereIsNothingToDoNothingIsUsedUp() {
    for (int i = 0; i < 100; i++) {
      wake(A);
      assertThat(takeAll(NOW)).containsExactly(A);
      queue.finished(A, i % 2 == 0 ? NOTHING : new Outcome.Written(0, 0), NOW);
    }
  }

  @Test
  void noMoreAtATimeThanThereAreHands() {
    EnforcementQueue two = new EnforcementQueue(new Settings(2, 10, 8));
    for (String role : List.of(A, B, OTHERS)) {
      two.wake(routine(role), NOW);
    }

    assertThat(takeAll(two, NOW)).hasSize(2);
    assertThat(two.next()).isEmpty();
    two.finished(A, ONE_DEATH, NOW);

    assertThat(takeAll(two, NOW)).hasSize(1);
  }

  @Test
  void aSlowAccountDoesNotTakeAllHands() {
    EnforcementQueue four = new EnforcementQueue(new Settings(4, 10, 8));
    for (int i = 0; i < 100; i++) {
      four.wake(routine(role("111111111111", "r" + i)), NOW.minusSeconds(60));
    }
    takeAll(four, NOW);
    four.wake(routine(OTHERS), NOW);

    four.finished(role("111111111111", "r0"), ONE_DEATH, NOW);

    assertThat(four.take(NOW)).contains(OTHERS);
  }

  @Test
  void anAccountWithoutTokensDoesNotHoldUpAnother() {
    EnforcementQueue own = new EnforcementQueue(new Settings(64, 10, 2));
    for (String role : List.of(A, B, C)) {
      own.wake(routine(role), NOW);
    }
    assertThat(takeAll(own, NOW)).hasSize(2);

    own.wake(routine(OTHERS), NOW);

    assertThat(takeAll(own, NOW)).containsExactly(OTHERS);
    assertThat(own.next()).contains(NOW.plusMillis(100));
    assertThat(takeAll(own, NOW.plusMillis(100))).containsExactly(C);
  }

  @Test
  void aThrottledAccountSlowsDownAndNoOtherDoes() {
    EnforcementQueue own = new EnforcementQueue(new Settings(64, 10, 1));
    own.wake(routine(A), NOW);
    takeAll(own, NOW);
    own.finished(A, new Outcome.Failed(true, Duration.ZERO), NOW);
    own.wake(routine(OTHERS), NOW);

    assertThat(takeAll(own, NOW)).containsExactly(OTHERS);
    assertThat(own.another(A, NOW.plusSeconds(60))).isZero();
    assertThat(own.another(A, NOW.plusSeconds(60))).isEqualTo(Duration.ofMillis(200));
    assertThat(own.another(OTHERS, NOW.plusSeconds(60))).isZero();
    assertThat(own.another(OTHERS, NOW.plusSeconds(60))).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void furtherWritesOfARoleAreWaitedForAsOthersAre() {
    EnforcementQueue own = new EnforcementQueue(new Settings(64, 10, 2));
    own.wake(routine(A), NOW);
    own.wake(routine(B), NOW);
    own.take(NOW);

    assertThat(own.another(A, NOW)).isZero();
    assertThat(own.another(A, NOW)).isEqualTo(Duration.ofMillis(100));
    assertThat(own.take(NOW)).isEmpty();
  }

  private static String role(String account, String name) {
    return "arn:aws:iam::%s:role/%s".formatted(account, name);
  }

  private static DirtyRole routine(String roleArn) {
    return new DirtyRole(roleArn, false);
  }

  private static DirtyRole urgent(String roleArn) {
    return new DirtyRole(roleArn, true);
  }

  private void wake(String roleArn) {
    queue.wake(routine(roleArn), NOW);
  }

  private void found(String roleArn) {
    queue.found(routine(roleArn), NOW);
  }

  private List<String> takeAll(Instant now) {
    return takeAll(queue, now);
  }

  private static List<String> takeAll(EnforcementQueue queue, Instant now) {
    List<String> taken = new ArrayList<>();
    Optional<String> next = queue.take(now);
    while (next.isPresent()) {
      taken.add(next.get());
      next = queue.take(now);
    }
    return taken;
  }
}
