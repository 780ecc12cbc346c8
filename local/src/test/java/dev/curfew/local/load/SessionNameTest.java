package dev.curfew.local.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionNameTest {
  private final Random random = new Random(1);

  @Test
  void hasTheIssuersForm() {
    assertThat(SessionName.at(Instant.parse("2026-11-23T07:00:00Z"), random))
        .matches("@[0-9a-v]{12}");
  }

  @Test
  void beginsWithTheClocksSixteenthOfASecond() {
    // 65 s are 1040 ticks: 10g in base 32.
    assertThat(SessionName.at(Instant.ofEpochSecond(65), random)).startsWith("@010g");
    assertThat(SessionName.at(Instant.ofEpochMilli(65_062), random)).startsWith("@010g");
    assertThat(SessionName.at(Instant.ofEpochMilli(65_063), random)).startsWith("@010h");
  }

  @Test
  void isAnotherEachTime() {
    Instant now = Instant.ofEpochSecond(65);

    assertThat(SessionName.at(now, random)).isNotEqualTo(SessionName.at(now, random));
  }
}
