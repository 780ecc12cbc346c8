package dev.curfew.listener.delivery;

import dev.curfew.schemas.event.JobEvent;
import dev.curfew.schemas.event.RevocationOrdered;
import java.time.Instant;
import java.util.List;

/// What a delivery comes down to.
sealed interface Meaning {

  /// Something ended.
  ///
  /// @param events at least one, each of which fits a record
  record Ended(List<JobEvent> events) implements Meaning {
    public Ended {
      events = List.copyOf(events);
    }

    Ended(JobEvent event) {
      this(List.of(event));
    }
  }

  /// Nobody of an organisation or a repository shall go on: it is gone, or not ours to serve.
  record Ordered(RevocationOrdered order) implements Meaning {}

  /// A secret of AWS's lies open. Which one has to be asked for.
  ///
  /// @param repository `owner/name`
  /// @param action GitHub's word for what became of the alert
  /// @param at when, by GitHub's word
  record Leaked(String repository, long alertNumber, String action, Instant at)
      implements Meaning {}

  /// Nothing that concerns us: another event, another action.
  record Irrelevant() implements Meaning {}

  /// Something that the sender has no say in.
  record Foreign(Sender sender) implements Meaning {}

  /// Something may have ended, but the body does not say what.
  ///
  /// @param detail for people; repeats nothing of the body
  record Unusable(String detail) implements Meaning {}
}
