package dev.curfew.schemas.event;

/// One job of one attempt of a run.
///
/// @param jobId GitHub's job id, which is also its check run's; a re-run job gets a new one
public record JobIdentity(
    long repositoryId, String repository, long runId, int runAttempt, long jobId) {
  public JobIdentity {
    Require.positive(repositoryId, "repositoryId");
    Require.repository(repository, "repository");
    Require.positive(runId, "runId");
    Require.positive(runAttempt, "runAttempt");
    Require.positive(jobId, "jobId");
  }

  public RunIdentity run() {
    return new RunIdentity(repositoryId, repository, runId, runAttempt);
  }
}
