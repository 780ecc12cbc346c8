package dev.curfew.issuer.issuance;

import dev.curfew.issuer.intake.Progress;
import dev.curfew.issuer.latch.Candidate;
import dev.curfew.issuer.latch.Findings;
import dev.curfew.issuer.latch.Latches;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Whether what the topics have told lets a credential be issued.
@ApplicationScoped
class Gate {
  private final Progress progress;
  private final Latches latches;

  Gate(Progress progress, Latches latches) {
    this.progress = progress;
    this.latches = latches;
  }

  /// Fails with [RefusedException] where it may not.
  Uni<Void> pass(Candidate candidate) {
    if (!progress.isCaughtUp()) {
      // Not every caller asks for readiness first.
      throw new RefusedException(Refusal.UNAVAILABLE, "ends and orders are not all read yet");
    }
    return latches.look(candidate).invoke(Gate::check).replaceWithVoid();
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
}
