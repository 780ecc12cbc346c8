package dev.curfew.revoker.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PauseTest {
  private static final Duration LONGEST = Duration.ofMillis(1300);

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void deathsOneAtATimeAreNotHeldUp(int killed) {
    assertThat(Pause.after(Duration.ZERO, killed)).isZero();
  }

  @Test
  void aDozenDeathsMakeItGrowToItsBound() {
    assertThat(Stream.iterate(Duration.ZERO, last -> Pause.after(last, 12)).limit(7))
        .containsExactly(
            Duration.ZERO,
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            Duration.ofMillis(400),
            Duration.ofMillis(800),
            LONGEST,
            LONGEST);
  }

  @Test
  void whereAWriteIsWorthItsWhileItStays() {
    assertThat(Pause.after(Duration.ofMillis(400), 20)).isEqualTo(Duration.ofMillis(400));
    assertThat(Pause.after(Duration.ofMillis(400), 40)).isEqualTo(Duration.ofMillis(400));
  }

  @Test
  void manyDeathsMakeItShrink() {
    assertThat(Pause.after(Duration.ofMillis(400), 41)).isEqualTo(Duration.ofMillis(300));
    assertThat(Stream.iterate(LONGEST, last -> Pause.after(last, 500)).limit(20).toList().getLast())
        .isZero();
  }

  @Test
  void onceDeathsAreFewItIsSoonGone() {
    assertThat(Stream.iterate(LONGEST, last -> Pause.after(last, 1)).limit(6).toList().getLast())
        .isZero();
  }
}
