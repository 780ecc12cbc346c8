package dev.curfew.local.bench.revoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LoadTest {
  private static final Load LOAD =
      new Load(
          100,
          1,
          1,
          new JobLength(Duration.ofSeconds(1), Duration.ofSeconds(2)),
          Duration.ofSeconds(20),
          Duration.ofSeconds(5),
          Ends.KAFKA,
          0,
          Duration.ZERO,
          Duration.ofSeconds(5),
          1);

  @Test
  void theRateRisesInTheFirstHalfOfTheWarmUpAndIsThenWhatWasAskedFor() {
    assertThat(begunWithin(Duration.ofSeconds(1))).isEqualTo(5);
    assertThat(begunWithin(Duration.ofSeconds(10))).isEqualTo(500);
    assertThat(begunWithin(Duration.ofSeconds(25))).isEqualTo(2_000);
    assertThat(LOAD.beginOf(1_501).minus(LOAD.beginOf(1_500)))
        .isCloseTo(Duration.ofMillis(10), Duration.ofNanos(100));
  }

  private static long begunWithin(Duration time) {
    return LongStream.range(0, 10_000)
        .takeWhile(number -> LOAD.beginOf(number).compareTo(time) < 0)
        .count();
  }
}
