package dev.curfew.listener.delivery;

/// Reads the bodies of one kind of event.
interface EventReader {

  WantedFields wanted();

  /// Whether a delivery can tell anything of which no more than its action is known.
  boolean mayTell(String action);

  /// Whether what has been read so far is enough to know that the rest does not matter.
  boolean isIgnorable(BodyFields soFar);

  /// What a body tells that was read to its end.
  ///
  /// @throws IllegalArgumentException where what the body tells cannot be
  Meaning meaning(Delivery delivery, BodyFields body);
}
