package dev.curfew.sandbox.aws.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.sandbox.aws.policy.MalformedPolicyException;
import dev.curfew.sandbox.aws.policy.NamedPolicy;
import dev.curfew.sandbox.aws.policy.PolicyDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PolicyHistoryTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration LAG = Duration.ofMinutes(1);
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private final PolicyHistory history = new PolicyHistory();
  private NamedPolicy first;
  private NamedPolicy second;

  @BeforeEach
  void read() throws MalformedPolicyException {
    first = new NamedPolicy("a", policy("s3:*"));
    second = new NamedPolicy("a", policy("iam:*"));
  }

  @Test
  void remembersWhatWasInForceWhen() {
    history.put(first, NO_LIMIT, at(START));
    history.put(second, NO_LIMIT, at(START.plusSeconds(10)));
    history.remove("a", at(START.plusSeconds(20)));

    assertThat(history.asOf(START.minusNanos(1))).isEmpty();
    assertThat(history.asOf(START)).containsExactly(first);
    assertThat(history.asOf(START.plusSeconds(10).minusNanos(1))).containsExactly(first);
    assertThat(history.asOf(START.plusSeconds(10))).containsExactly(second);
    assertThat(history.asOf(START.plusSeconds(20))).isEmpty();
    assertThat(history.inline()).isEmpty();
  }

  @Test
  void theLastOfTwoWritesInOneMomentCounts() {
    history.put(first, NO_LIMIT, at(START));
    history.put(second, NO_LIMIT, at(START));

    assertThat(history.asOf(START)).containsExactly(second);
  }

  @Test
  void forgetsWhatNoLagCanReach() {
    for (int second = 0; second < 1_000; second++) {
      history.put(first, NO_LIMIT, at(START.plusSeconds(second)));
    }
    Instant now = START.plusSeconds(999);

    assertThat(history.remembered()).isLessThanOrEqualTo(62);
    assertThat(history.asOf(now.minus(LAG))).containsExactly(first);
  }

  @Test
  void keepsTheVersionInForceAtTheHorizonHoweverOld() {
    history.put(first, NO_LIMIT, at(START));
    Instant muchLater = START.plus(Duration.ofDays(1));
    history.put(second, NO_LIMIT, at(muchLater));

    assertThat(history.asOf(muchLater.minusSeconds(4))).containsExactly(first);
  }

  @Test
  void aLagThatIsRaisedBringsNothingBack() {
    history.put(first, NO_LIMIT, new Moment(START, START));
    history.put(second, NO_LIMIT, new Moment(START.plusSeconds(1), START.plusSeconds(1)));

    assertThat(history.remembered()).isEqualTo(1);
    assertThat(history.asOf(START)).containsExactly(second);
  }

  @Test
  void anAttachedPolicySaysWhatItsDefaultVersionSaidThen() {
    ManagedPolicy managed =
        new ManagedPolicy(
            new PolicyArn(Partition.AWS, "111122223333", "/", "m"),
            "",
            Map.of(),
            first.document(),
            START);
    history.attach(managed, 10, at(START.plusSeconds(1)));
    managed.addVersion(second.document(), true, 5, at(START.plusSeconds(2)));
    history.detach(managed, at(START.plusSeconds(3)));

    assertThat(history.asOf(START)).isEmpty();
    assertThat(documents(START.plusSeconds(1))).containsExactly(first.document());
    assertThat(documents(START.plusSeconds(2))).containsExactly(second.document());
    assertThat(history.asOf(START.plusSeconds(3))).isEmpty();
  }

  @Test
  void refusesWhatIsTooLargeTogetherAndKeepsWhatWasThere() throws MalformedPolicyException {
    NamedPolicy other = new NamedPolicy("b", policy("sts:*"));
    int limit = first.document().size() + other.document().size();

    assertThat(history.put(first, limit, at(START))).isTrue();
    assertThat(history.put(other, limit, at(START))).isTrue();
    assertThat(history.put(second, limit, at(START))).isFalse();

    assertThat(history.inline()).containsValues(first, other);
  }

  @Test
  void losesNoneOfManyWritesAtOnce() {
    try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 500; i++) {
        NamedPolicy policy = new NamedPolicy("p" + i, first.document());
        writers.execute(() -> history.put(policy, NO_LIMIT, at(START)));
      }
    }

    assertThat(history.inline()).hasSize(500);
    assertThat(history.asOf(START)).hasSize(500);
  }

  private List<PolicyDocument> documents(Instant moment) {
    return history.asOf(moment).stream().map(NamedPolicy::document).toList();
  }

  private static Moment at(Instant now) {
    return new Moment(now, now.minus(LAG));
  }

  private static PolicyDocument policy(String action) throws MalformedPolicyException {
    return PolicyDocument.identityPolicy(
        "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"*\"}}"
            .formatted(action));
  }
}
