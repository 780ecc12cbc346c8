package dev.curfew.local.bench.revoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class JobLengthTest {
  private final JobLength.Converter converter = new JobLength.Converter();

  @Test
  void isReadAsItIsWritten() {
    JobLength length = converter.convert("500ms-2m");

    assertThat(length)
        .isEqualTo(new JobLength(Duration.ofMillis(500), Duration.ofMinutes(2)))
        .hasToString("500ms-120s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "20s", "20s-", "60s-20s", "20-60", "-1s-20s"})
  void refusesWhatIsNoRange(String text) {
    assertThatThrownBy(() -> converter.convert(text)).isInstanceOf(TypeConversionException.class);
  }

  @Test
  void drawsFromTheWholeRange() {
    JobLength length = new JobLength(Duration.ofSeconds(20), Duration.ofSeconds(22));
    Random random = new Random(1);

    assertThat(Stream.generate(() -> length.any(random)).limit(1_000))
        .allMatch(l -> !l.minusSeconds(20).isNegative() && !l.minusSeconds(22).isPositive())
        .anyMatch(l -> l.compareTo(Duration.ofMillis(20_100)) < 0)
        .anyMatch(l -> l.compareTo(Duration.ofMillis(21_900)) > 0);
  }
}
