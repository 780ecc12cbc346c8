package dev.curfew.revoker.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackOffTest {
  private static final RandomGenerator LARGEST =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          throw new UnsupportedOperationException();
        }

        @Override
        public long nextLong(long bound) {
          return bound - 1;
        }
      };

  private final BackOff backOff = new BackOff(Duration.ofSeconds(1), LARGEST);

  @Test
  void doublesUpToItsLongestForEachRoleAlone() {
    assertThat(backOff.next("a")).isEqualTo(Duration.ofMillis(100));
    assertThat(backOff.next("a")).isEqualTo(Duration.ofMillis(200));
    assertThat(backOff.next("b")).isEqualTo(Duration.ofMillis(100));
    for (int i = 0; i < 100; i++) {
      assertThat(backOff.next("a")).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }
    assertThat(backOff.next("a")).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void startsAnewAfterASuccess() {
    backOff.next("a");
    backOff.next("a");

    backOff.succeeded("a");

    assertThat(backOff.next("a")).isEqualTo(Duration.ofMillis(100));
  }
}
