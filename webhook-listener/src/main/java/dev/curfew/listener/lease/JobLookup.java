package dev.curfew.listener.lease;

import dev.curfew.schemas.event.RunIdentity;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What GitHub says of jobs when it is asked.
public interface JobLookup {
  /// Whether GitHub can be asked at all.
  boolean isConfigured();

  /// What is known of some jobs of one attempt of a run; of those that are not in the answer,
  /// nothing.
  Uni<List<Found>> ask(RunIdentity run, Set<Long> jobIds);

  /// A job as it is now.
  ///
  /// @param ended whether it has; also where GitHub no longer knows it
  /// @param conclusion GitHub's word, where it has one
  /// @param endedAt by GitHub's clock, where it says
  /// @param endedSteps names of the steps that have ended
  record Found(
      long jobId,
      boolean ended,
      @Nullable String conclusion,
      @Nullable String commit,
      @Nullable Instant endedAt,
      List<String> endedSteps) {
    /// A job that GitHub no longer knows.
    public static Found gone(long jobId) {
      return new Found(jobId, true, null, null, null, List.of());
    }
  }
}
