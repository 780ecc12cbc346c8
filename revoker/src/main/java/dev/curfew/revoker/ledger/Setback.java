package dev.curfew.revoker.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// A write that failed.
///
/// @param reason IAM's error code, or what else stood in the way
/// @param terminal whether no attempt can succeed until somebody mends something: the role is gone,
///   or not ours to change, or has no room left
/// @param retryIn when to try again all the same
public record Setback(String reason, boolean terminal, Duration retryIn) {
  public Setback {
    requireNonNull(reason, "reason");
    requireNonNull(retryIn, "retryIn");
  }
}
