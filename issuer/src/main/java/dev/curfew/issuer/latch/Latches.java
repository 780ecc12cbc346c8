package dev.curfew.issuer.latch;

import io.smallrye.mutiny.Uni;

/// What has been read of `curfew.jobs` and `curfew.orders`.
public interface Latches {

  /// All that is known at this moment, in one look.
  Uni<Findings> look(Candidate candidate);
}
