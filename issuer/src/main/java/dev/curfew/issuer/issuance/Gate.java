package dev.curfew.issuer.issuance;

import dev.curfew.issuer.circuit.Circuit;
import dev.curfew.issuer.circuit.RevocationHealth.Ok;
import dev.curfew.issuer.circuit.RevocationHealth.Refuse;
import dev.curfew.issuer.circuit.RevocationHealth.Shorten;
import dev.curfew.issuer.intake.Progress;
import dev.curfew.issuer.latch.Candidate;
import dev.curfew.issuer.latch.Findings;
import dev.curfew.issuer.latch.Latches;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/// Whether what the topics have told lets a credential be issued.
@ApplicationScoped
class Gate {
  private final Progress progress;
  private final Latches latches;
  private final Circuit circuit;

  Gate(Progress progress, Latches latches, Circuit circuit) {
    this.progress = progress;
    this.latches = latches;
    this.circuit = circuit;
  }

  /// Fails with [RefusedException] where it may not.
  ///
  /// @return what it may live at most, where revoking fails now
  Uni<Optional<Duration>> pass(Candidate candidate) {
    if (!progress.isCaughtUp()) {
      // Not every caller asks for readiness first.
      throw new RefusedException(Refusal.UNAVAILABLE, "ends and orders are not all read yet");
    }
    return latches.look(candidate).invoke(Gate::check).map(this::leash);
  }

  private static void check(Findings findings) {
    if (findings.jobEnded()) {
      throw new RefusedException(Refusal.JOB_ENDED, "the job has ended");
    }
    findings
        .quarantine()
        .ifPresent(order -> {
          throw new RefusedException(Refusal.QUARANTINED, "quarantined by order " + order);
        });
  }

  private Optional<Duration> leash(Findings findings) {
    return switch (circuit.health(findings.revocationFailingSince())) {
      case Ok _ -> Optional.empty();
      case Shorten(Duration leash) -> Optional.of(leash);
      case Refuse _ ->
          throw new RefusedException(Refusal.REVOCATION_FAILING, "the revoker cannot revoke");
    };
  }
}
