package dev.curfew.sandbox.github;

import dev.curfew.sandbox.github.JobState.Completed;
import dev.curfew.sandbox.github.JobState.Queued;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A run of a workflow, as its jobs tell of it.
///
/// @param jobs of all attempts
/// @param latest a job of the latest attempt
record Run(List<RegisteredJob> jobs, RegisteredJob latest) {
  /// Empty where there are no jobs.
  static Optional<Run> of(List<RegisteredJob> jobs) {
    return jobs.stream()
        .max(Comparator.comparingInt(job -> job.spec().run().attempt()))
        .map(latest -> new Run(jobs, latest));
  }

  /// What the jobs of the latest attempt have in common.
  JobSpec spec() {
    return latest.spec();
  }

  boolean isCompleted() {
    return states().stream().allMatch(Completed.class::isInstance);
  }

  String status() {
    if (isCompleted()) {
      return "completed";
    }
    return states().stream().allMatch(Queued.class::isInstance) ? "queued" : "in_progress";
  }

  /// Empty until all jobs of the latest attempt have completed.
  Optional<String> conclusion() {
    if (!isCompleted()) {
      return Optional.empty();
    }
    Set<String> conclusions =
        states().stream()
            .map(state -> ((Completed) state).conclusion())
            .collect(Collectors.toSet());
    if (conclusions.contains("failure") || conclusions.contains("timed_out")) {
      return Optional.of("failure");
    }
    if (conclusions.contains("cancelled")) {
      return Optional.of("cancelled");
    }
    return Optional.of(conclusions.equals(Set.of("skipped")) ? "skipped" : "success");
  }

  private List<JobState> states() {
    return jobs.stream()
        .filter(job -> job.spec().run().attempt() == spec().run().attempt())
        .map(RegisteredJob::state)
        .toList();
  }
}
