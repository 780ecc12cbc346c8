package dev.curfew.issuer.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionNameTest {
  private static final Duration TICK = Duration.ofSeconds(1).dividedBy(16);
  private static final Duration WRAP = TICK.multipliedBy(1 << 20);
  private static final RandomGenerator ZEROS = () -> 0;
  private static final RandomGenerator ONES = () -> -1;

  private final RandomGenerator random = new SecureRandom();

  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, @000000000000",
    "1970-01-01T00:00:00.0625Z, @000100000000",
    "1970-01-01T00:00:01.999999999Z, @000v00000000",
    "1970-01-01T00:00:02Z, @001000000000",
    "1970-01-01T18:12:15.9375Z, @vvvv00000000",
    "1970-01-01T18:12:16Z, @000000000000",
    "2026-03-01T12:00:00Z, @590000000000",
  })
  void countsTicksInFourDigits(Instant now, String name) {
    assertThat(SessionName.at(now, ZEROS).value()).isEqualTo(name);
  }

  @Test
  void endsInEightRandomDigits() {
    assertThat(SessionName.at(Instant.EPOCH, ONES).value()).isEqualTo("@0000vvvvvvvv");
  }

  @Test
  void sortsByTimeUntilItWraps() {
    List<String> names =
        LongStream.range(0, 1 << 12)
            .mapToObj(i -> Instant.EPOCH.plus(TICK.multipliedBy(i << 8)))
            .map(now -> SessionName.at(now, random).value())
            .toList();

    assertThat(names).isSorted();
  }

  @Test
  void namesOfOneTickShareTheirPrefixAndNoOthers() {
    Instant start = Instant.parse("2026-03-01T12:00:00Z");
    String first = tickDigits(start);

    assertThat(tickDigits(start.plus(TICK).minusNanos(1))).isEqualTo(first);
    assertThat(tickDigits(start.plus(TICK))).isNotEqualTo(first);
    assertThat(tickDigits(start.minusNanos(1))).isNotEqualTo(first);
  }

  @Test
  void wrapsLaterThanAnySessionLives() {
    Instant start = Instant.parse("2026-03-01T12:00:00Z");

    assertThat(WRAP).isGreaterThan(Duration.ofHours(12));
    assertThat(tickDigits(start.plus(WRAP))).isEqualTo(tickDigits(start));
  }

  @Test
  void namesOfOneInstantDiffer() {
    assertThat(IntStream.range(0, 10_000).mapToObj(_ -> SessionName.at(Instant.EPOCH, random)))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "000000000000",
        "@00000000000",
        "@0000000000000",
        "@00000000000w",
        "@00000000000A",
        "@0000000000 0",
        "@000000000000\n",
        "@00000000000٠"
      })
  void anotherFormIsNone(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> new SessionName(value));
  }

  private String tickDigits(Instant now) {
    return SessionName.at(now, random).value().substring(0, 5);
  }
}
