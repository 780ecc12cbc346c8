package dev.curfew.schemas.event;

/// One attempt of a workflow run.
///
/// @param repositoryId GitHub's number for the repository; survives renames
/// @param repository `owner/name` at that time
/// @param runId unique on a GitHub instance
/// @param runAttempt counts from 1; a re-run raises it
public record RunIdentity(long repositoryId, String repository, long runId, int runAttempt) {
  public RunIdentity {
    Require.positive(repositoryId, "repositoryId");
    Require.repository(repository, "repository");
    Require.positive(runId, "runId");
    Require.positive(runAttempt, "runAttempt");
  }

  /// The same for all attempts, so that all of a run shares a partition.
  public String partitionKey() {
    return repositoryId + ":" + runId;
  }
}
