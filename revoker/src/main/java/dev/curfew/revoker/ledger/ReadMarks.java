package dev.curfew.revoker.ledger;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Map;

/// How far the issuance events have been read.
public interface ReadMarks {

  /// Notes that whatever was published on a partition of `curfew.credentials` before a moment is in
  /// the ledger. A mark never goes back. A partition that has none yet gets the least there is, so
  /// that one which nobody reads holds the horizon back.
  ///
  /// @param readUpTo by partition, of all partitions that the topic has; null where nothing is
  ///   known
  Uni<Void> mark(Map<Integer, Instant> readUpTo);
}
