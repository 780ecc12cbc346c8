package dev.curfew.listener.webhook;

import dev.curfew.schemas.event.JobEvent;

/// What a delivery comes down to.
sealed interface Meaning {

  /// Something ended.
  record Ended(JobEvent event) implements Meaning {}

  /// Nothing that concerns us: another event, another action.
  record Irrelevant() implements Meaning {}

  /// Something may have ended, but the body does not say what.
  ///
  /// @param detail for people; repeats nothing of the body
  record Unusable(String detail) implements Meaning {}
}
