package dev.curfew.issuer.binding;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/// Who knows jobs.
public interface JobSource {

  /// Whether there is anybody to ask as.
  boolean isConfigured();

  /// Empty where the repository can be seen and has no such job. Fails with
  /// [JobUnavailableException] where it cannot be seen, and where there is no answer in time, and
  /// with [TooManyLookupsException] where it has been asked for too many.
  ///
  /// @param repository `owner/name`
  Uni<Optional<JobState>> find(String repository, long jobId);
}
