package dev.curfew.local.bench.revoke;

import dev.curfew.schemas.event.CollateralDenied;
import dev.curfew.schemas.event.CredentialOverdue;
import dev.curfew.schemas.event.CredentialRevoked;
import dev.curfew.schemas.event.DriftRepaired;
import dev.curfew.schemas.event.RevocationEvent;
import dev.curfew.schemas.event.RevocationFailed;
import dev.curfew.schemas.event.RevocationRecovered;
import dev.curfew.schemas.event.RevocationStalled;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// All jobs, and what the revoker said of them. Thread-safe.
final class Observations {
  private final Map<UUID, MeasuredJob> jobs = new ConcurrentHashMap<>();
  private final AtomicLong ended = new AtomicLong();
  private final AtomicLong revoked = new AtomicLong();
  private final AtomicLong toldAgain = new AtomicLong();
  private final AtomicLong unasked = new AtomicLong();
  private final AtomicLong collateral = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong repairs = new AtomicLong();
  private final AtomicLong notTaken = new AtomicLong();

  void add(MeasuredJob job) {
    jobs.put(job.credential().credentialId(), job);
  }

  Collection<MeasuredJob> jobs() {
    return jobs.values();
  }

  void heard(RevocationEvent event) {
    switch (event) {
      case CredentialRevoked told -> revoked(told);
      case CollateralDenied _ -> collateral.incrementAndGet();
      case RevocationFailed _ -> failures.incrementAndGet();
      case RevocationStalled _, RevocationRecovered _ -> {
        // Told by the times, which are measured.
      }
      case DriftRepaired _ -> repairs.incrementAndGet();
      // Nobody here outlives the longest job.
      case CredentialOverdue _ -> unasked.incrementAndGet();
    }
  }

  private void revoked(CredentialRevoked told) {
    MeasuredJob job = jobs.get(told.credentialId());
    if (job == null || !job.ended()) {
      unasked.incrementAndGet();
    } else if (job.applied(told.times().appliedAt())) {
      revoked.incrementAndGet();
    } else {
      toldAgain.incrementAndGet();
    }
  }

  /// To an issuance or an end.
  ///
  /// @param failure null where it was acknowledged
  void answered(@Nullable Throwable failure) {
    if (failure != null && notTaken.incrementAndGet() == 1) {
      System.getLogger(Observations.class.getName())
          .log(System.Logger.Level.WARNING, "the first that was not acknowledged", failure);
    }
  }

  void ended(MeasuredJob job) {
    job.end();
    ended.incrementAndGet();
  }

  long ended() {
    return ended.get();
  }

  /// Ended jobs of which a `revoked` event came.
  long revoked() {
    return revoked.get();
  }

  /// `revoked` events of a credential after its first.
  long toldAgain() {
    return toldAgain.get();
  }

  /// `revoked` events of a job that had not ended, or is unknown.
  long unasked() {
    return unasked.get();
  }

  long collateral() {
    return collateral.get();
  }

  long failures() {
    return failures.get();
  }

  long repairs() {
    return repairs.get();
  }

  /// Issuances and ends that were not acknowledged.
  long notTaken() {
    return notTaken.get();
  }
}
