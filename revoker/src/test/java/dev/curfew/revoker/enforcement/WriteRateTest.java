package dev.curfew.revoker.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WriteRateTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:15:30Z");
  private static final Instant LATER = NOW.plusSeconds(3600);

  private final WriteRate rate = new WriteRate(10, 3);

  @Test
  void aBurstGoesAtOnceAndTheRestAtTheRate() {
    assertThat(rate.take(NOW)).isZero();
    assertThat(rate.take(NOW)).isZero();
    assertThat(rate.take(NOW)).isZero();
    assertThat(rate.take(NOW)).isEqualTo(Duration.ofMillis(100));
    assertThat(rate.take(NOW)).isEqualTo(Duration.ofMillis(200));
    assertThat(rate.freeAt()).isEqualTo(NOW.plusMillis(300));
  }

  @Test
  void whatIsNotUsedIsSavedUpToTheBurst() {
    for (int i = 0; i < 3; i++) {
      assertThat(rate.take(LATER)).isZero();
    }
    assertThat(rate.take(LATER)).isPositive();
  }

  @Test
  void whatIsGivenBackMayBeTakenAgain() {
    for (int i = 0; i < 3; i++) {
      rate.take(NOW);
    }

    rate.giveBack();

    assertThat(rate.take(NOW)).isZero();
    assertThat(rate.take(NOW)).isPositive();
  }

  @Test
  void severalRefusalsAtOnceHalveItOnce() {
    rate.throttled(NOW);
    rate.throttled(NOW.plusMillis(1));
    rate.throttled(NOW.plusMillis(900));

    assertThat(perWrite()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void aLaterRefusalHalvesItAgain() {
    rate.throttled(NOW);
    rate.throttled(NOW.plusSeconds(2));

    assertThat(perWrite()).isEqualTo(Duration.ofMillis(400));
  }

  @Test
  void afterARefusalNoBurstIsLeft() {
    rate.throttled(NOW);

    assertThat(rate.freeAt()).isAfter(NOW);
  }

  @Test
  void neverFallsBelowOneWriteInTwoSeconds() {
    for (int i = 0; i < 20; i++) {
      rate.throttled(NOW.plusSeconds(2L * i));
    }

    assertThat(perWrite()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void recoversLittleByLittle() {
    rate.throttled(NOW);

    for (int i = 0; i < 25; i++) {
      rate.succeeded();
    }

    assertThat(perWrite()).isEqualTo(Duration.ofNanos(133_333_333)); // 7.5 in a second
  }

  @Test
  void neverRisesBeyondWhatIsConfigured() {
    rate.throttled(NOW);

    for (int i = 0; i < 1000; i++) {
      rate.succeeded();
    }

    assertThat(perWrite()).isEqualTo(Duration.ofMillis(100));
  }

  /// The time from one write to the next once the burst is used up.
  private Duration perWrite() {
    for (int i = 0; i < 3; i++) {
      rate.take(LATER);
    }
    Duration first = rate.take(LATER);
    return rate.take(LATER).minus(first);
  }
}
