package dev.curfew.issuer.latch;

import io.smallrye.mutiny.Uni;

/// What has been read of `curfew.jobs`, `curfew.orders` and `curfew.revocations`.
public interface Latches {

  /// All that is known at this moment, in one look.
  Uni<Findings> look(Candidate candidate);
}
