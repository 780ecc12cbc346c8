package dev.curfew.sandbox.github;

import dev.curfew.sandbox.github.JobState.Completed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The jobs GitHub knows: all that have not ended, and the latest that have.
final class Jobs {
  private final int capacity;
  private final Map<Long, RegisteredJob> byId = new LinkedHashMap<>();

  Jobs(int capacity) {
    this.capacity = capacity;
  }

  /// A job id that is known is taken over: the same real body can be played again.
  synchronized void register(RegisteredJob job) {
    byId.remove(job.spec().jobId());
    if (byId.size() >= capacity) {
      forgetTheOldestCompleted();
    }
    byId.put(job.spec().jobId(), job);
  }

  synchronized Optional<RegisteredJob> find(long jobId) {
    return Optional.ofNullable(byId.get(jobId));
  }

  /// All jobs of all attempts of a run, in the order in which they were queued. Any one of a
  /// repository's.
  synchronized Optional<RegisteredJob> ofRepository(String fullName) {
    return byId.values().stream()
        .filter(job -> job.spec().repository().fullName().equalsIgnoreCase(fullName))
        .findFirst();
  }

  synchronized List<RegisteredJob> ofRun(String repository, long runId) {
    return byId.values().stream()
        .filter(job -> job.spec().run().id() == runId)
        .filter(job -> job.isOf(repository))
        .toList();
  }

  synchronized void forget(long jobId) {
    byId.remove(jobId);
  }

  /// All jobs of a repository are forgotten.
  synchronized void forgetAllOf(String repository) {
    byId.values().removeIf(job -> job.isOf(repository));
  }

  /// A repository as its jobs know it.
  synchronized Optional<Repository> repository(String fullName) {
    return byId.values().stream()
        .filter(job -> job.isOf(fullName))
        .map(job -> job.spec().repository())
        .findFirst();
  }

  private void forgetTheOldestCompleted() {
    long oldest =
        byId.values().stream()
            .filter(job -> job.state() instanceof Completed)
            .mapToLong(job -> job.spec().jobId())
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException(capacity + " jobs have not ended: no room"));
    byId.remove(oldest);
  }
}
