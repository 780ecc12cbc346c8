package dev.curfew.issuer.binding;

import static java.util.Objects.requireNonNull;

import dev.curfew.schemas.event.JobContext;
import dev.curfew.schemas.event.JobContext.Lookup;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What holds a token to its job.
public sealed interface Binding {

  /// GitHub's word, and the token's where that names its job.
  record Found(LookedUpJob job) implements Binding {
    public Found {
      requireNonNull(job, "job");
    }
  }

  /// The token's word alone: the settings say so.
  record NotAsked() implements Binding {}

  /// The token's word alone: GitHub could not be asked.
  ///
  /// @param why for the log
  record Unavailable(String why) implements Binding {
    public Unavailable {
      requireNonNull(why, "why");
    }
  }

  /// What GitHub said, if it was asked.
  default Optional<LookedUpJob> lookedUp() {
    return this instanceof Found found ? Optional.of(found.job()) : Optional.empty();
  }

  /// What the token says, with what this adds to it.
  default JobContext addedTo(JobContext context) {
    return switch (this) {
      case Found(LookedUpJob job) ->
          context.lookedUp(Lookup.FOUND, job.headSha(), id(job), name(job));
      case NotAsked _ -> context.lookedUp(Lookup.NOT_ASKED, null, null, null);
      case Unavailable _ -> context.lookedUp(Lookup.UNAVAILABLE, null, null, null);
    };
  }

  private static @Nullable Long id(LookedUpJob job) {
    return job.runnerId().isPresent() ? job.runnerId().getAsLong() : null;
  }

  private static @Nullable String name(LookedUpJob job) {
    return job.runnerName().orElse(null);
  }
}
