package dev.curfew.issuer.circuit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// What the state of revoking means for a credential that is asked for now.
public sealed interface RevocationHealth {

  /// Issue as ever.
  record Ok() implements RevocationHealth {}

  /// Issue for no longer than a leash.
  record Shorten(Duration leash) implements RevocationHealth {
    public Shorten {
      requireNonNull(leash, "leash");
    }
  }

  /// Issue nothing.
  record Refuse() implements RevocationHealth {}
}
