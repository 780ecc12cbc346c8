package dev.curfew.revoker.ledger;

import java.util.List;

/// How holding a role went.
public sealed interface Held<W extends Written> {

  /// Another writer has it. It is still dirty, and that writer may have read before we knew.
  record Elsewhere<W extends Written>() implements Held<W> {}

  /// There was nothing to do.
  record Clean<W extends Written>() implements Held<W> {}

  /// It was written.
  ///
  /// @param revoked credentials that this write killed
  /// @param hit live credentials that are denied besides since this write
  record Applied<W extends Written>(W written, List<Revoked> revoked, int hit) implements Held<W> {
    public Applied {
      revoked = List.copyOf(revoked);
    }
  }
}
