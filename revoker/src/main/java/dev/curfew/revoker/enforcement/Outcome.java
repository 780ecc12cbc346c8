package dev.curfew.revoker.enforcement;

import java.time.Duration;

/// How bringing a role up to date went.
sealed interface Outcome {

  /// The role is as it should be.
  ///
  /// @param writes calls that changed something at IAM
  /// @param killed credentials that were not on record as denied before
  record Written(int writes, int killed) implements Outcome {}

  /// There was nothing to do here: it is clean, postponed, or another instance is at it.
  record Nothing() implements Outcome {}

  /// It must be tried again.
  record Failed(boolean throttled, Duration retryIn) implements Outcome {}
}
