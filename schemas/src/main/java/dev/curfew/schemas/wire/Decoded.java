package dev.curfew.schemas.wire;

import dev.curfew.schemas.event.DeadLetter;
import dev.curfew.schemas.event.Envelope;

/// What a record turned out to be.
public sealed interface Decoded {

  record Usable(Envelope envelope) implements Decoded {}

  /// Nothing can be done with it.
  ///
  /// @param detail what is wrong, for people; repeats nothing of the record but names
  record Unusable(DeadLetter.Reason reason, String detail) implements Decoded {}
}
