package dev.curfew.issuer.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.curfew.issuer.circuit.CircuitSettings.Rule;
import dev.curfew.issuer.circuit.RevocationHealth.Ok;
import dev.curfew.issuer.circuit.RevocationHealth.Refuse;
import dev.curfew.issuer.circuit.RevocationHealth.Shorten;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CircuitTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration LEASH = Duration.ofMinutes(2);
  private static final Duration REFUSE_AFTER = Duration.ofMinutes(15);

  @ParameterizedTest
  @EnumSource
  void isClosedWhileRevokingWorks(Rule rule) {
    assertThat(circuit(rule).health(Optional.empty())).isEqualTo(new Ok());
  }

  @Test
  void shortensAtFirstAndThenRefuses() {
    Circuit circuit = circuit(Rule.SHORTEN);

    assertThat(circuit.health(since(Duration.ZERO))).isEqualTo(new Shorten(LEASH));
    assertThat(circuit.health(since(REFUSE_AFTER.minusMillis(1)))).isEqualTo(new Shorten(LEASH));
    assertThat(circuit.health(since(REFUSE_AFTER))).isEqualTo(new Refuse());
  }

  @Test
  void refusesAtOnceWhereThatIsWanted() {
    assertThat(circuit(Rule.REFUSE).health(since(Duration.ZERO))).isEqualTo(new Refuse());
  }

  @Test
  void goesOnWhereThatIsWanted() {
    assertThat(circuit(Rule.CONTINUE).health(since(REFUSE_AFTER.multipliedBy(100))))
        .isEqualTo(new Ok());
  }

  private static Optional<Instant> since(Duration ago) {
    return Optional.of(NOW.minus(ago));
  }

  private static Circuit circuit(Rule rule) {
    return new Circuit(new Settings(rule, new Measures()), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private record Settings(Rule whenRevocationFails, CircuitSettings.Circuit circuit)
      implements CircuitSettings {}

  private static final class Measures implements CircuitSettings.Circuit {
    @Override
    public Duration leash() {
      return LEASH;
    }

    @Override
    public Duration refuseAfter() {
      return REFUSE_AFTER;
    }
  }
}
