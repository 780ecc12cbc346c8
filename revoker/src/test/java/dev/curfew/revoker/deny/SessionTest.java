package dev.curfew.revoker.deny;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {
  private static final Instant ISSUED = Instant.parse("2026-11-23T10:00:00Z");

  @ParameterizedTest
  @ValueSource(strings = {"AROA1:@7", "AROA1:ab", "AROA1:a_=,.@-+Z9"})
  void takesWhatStsAllows(String userId) {
    assertThatNoException()
        .isThrownBy(() -> new Session(userId, ISSUED, ISSUED.plusSeconds(900), true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ":", "AROA1", "AROA1:", "AROA1:a", ":ab", "A:b:cd", "A:b*", "A:b?", "A:b\"c", "A:ab\n"
      })
  void refusesWhatCouldMeanMoreInAPattern(String userId) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Session(userId, ISSUED, ISSUED.plusSeconds(900), true))
        .withMessage("userId is not ROLEID:session-name");
  }

  @Test
  void refusesNamesThatAreTooLong() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Session("A:" + "b".repeat(65), ISSUED, ISSUED.plusSeconds(900), true));
  }

  @Test
  void refusesTimesThatPoliciesCannotHoldAndLivesWithoutLength() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Session("A:ab", ISSUED, Instant.MAX, true))
        .withMessage("expiresAt is not before 2200");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Session("A:ab", Instant.MIN, ISSUED, true))
        .withMessage("issuedAt is before 2000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Session("A:ab", ISSUED, ISSUED, true))
        .withMessage("expiresAt is not after issuedAt");
  }
}
