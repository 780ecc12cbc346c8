package dev.curfew.issuer.circuit;

import dev.curfew.issuer.circuit.RevocationHealth.Ok;
import dev.curfew.issuer.circuit.RevocationHealth.Refuse;
import dev.curfew.issuer.circuit.RevocationHealth.Shorten;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/// Opens while revoking fails.
@ApplicationScoped
public class Circuit {
  private final CircuitSettings settings;
  private final Clock clock;

  Circuit(CircuitSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /// What to do now.
  ///
  /// @param failingSince since when denies of the role, or of its account, wait; empty where none
  ///   does
  public RevocationHealth health(Optional<Instant> failingSince) {
    return failingSince.map(this::failing).orElseGet(Ok::new);
  }

  private RevocationHealth failing(Instant since) {
    return switch (settings.whenRevocationFails()) {
      case CONTINUE -> new Ok();
      case REFUSE -> new Refuse();
      case SHORTEN ->
          since.plus(settings.circuit().refuseAfter()).isAfter(clock.instant())
              ? new Shorten(settings.circuit().leash())
              : new Refuse();
    };
  }
}
