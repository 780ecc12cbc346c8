package dev.curfew.sandbox.github;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// What a job is before it runs. Begin with [#example()] and change what matters.
///
/// @param jobId also the id of the job's check run
/// @param actor who started the run
/// @param environment the deployment environment the job names
/// @param numericCheckRunId whether the token's `check_run_id` is a number: GitHub's other ids are
///   strings there, of this one it is not known
public record JobSpec(
    long jobId,
    String name,
    Repository repository,
    WorkflowRun run,
    Account actor,
    String runnerName,
    @Nullable String environment,
    boolean numericCheckRunId) {
  // Of this moment and not from 1: what is kept on disk has seen the ids of earlier runs.
  private static final AtomicLong IDS = new AtomicLong(System.currentTimeMillis());

  public JobSpec {
    requireNonNull(name);
    requireNonNull(repository);
    requireNonNull(run);
    requireNonNull(actor);
    requireNonNull(runnerName);
    if (jobId <= 0) {
      throw new IllegalArgumentException("not a job id: " + jobId);
    }
  }

  /// The job `deploy` of a push to `main` of `octo-org/octo-repo`, with a job id and a run id that
  /// no other example has.
  public static JobSpec example() {
    WorkflowRun run =
        new WorkflowRun(
            IDS.incrementAndGet(),
            10,
            1,
            "Deploy",
            ".github/workflows/deploy.yml",
            "push",
            "refs/heads/main",
            "3484a3fb816e0859fd6e1cea078d76385ff50625",
            "",
            "");
    return new JobSpec(
        IDS.incrementAndGet(),
        "deploy",
        Repository.named("octo-org/octo-repo"),
        run,
        new Account("octocat", 583231),
        "GitHub Actions 5",
        null,
        false);
  }

  public JobSpec withJobId(long id) {
    return new JobSpec(
        id, name, repository, run, actor, runnerName, environment, numericCheckRunId);
  }

  public JobSpec withName(String newName) {
    return new JobSpec(
        jobId, newName, repository, run, actor, runnerName, environment, numericCheckRunId);
  }

  /// Another repository, with the ids that [Repository#named(String)] gives it.
  public JobSpec withRepository(String fullName) {
    return withRepository(Repository.named(fullName));
  }

  public JobSpec withRepository(Repository other) {
    return new JobSpec(jobId, name, other, run, actor, runnerName, environment, numericCheckRunId);
  }

  public JobSpec withRun(WorkflowRun other) {
    return new JobSpec(
        jobId, name, repository, other, actor, runnerName, environment, numericCheckRunId);
  }

  public JobSpec withRun(long id, int attempt) {
    return withRun(run.withId(id, attempt));
  }

  public JobSpec withWorkflow(String workflow, String path) {
    return withRun(run.withWorkflow(workflow, path));
  }

  /// A run that a pull request triggered has a `headRef` and a `baseRef`; other runs have empty
  /// ones.
  public JobSpec withEvent(String event, String headRef, String baseRef) {
    return withRun(run.withEvent(event, headRef, baseRef));
  }

  public JobSpec withCommit(String ref, String headSha) {
    return withRun(run.withCommit(ref, headSha));
  }

  public JobSpec withActor(Account other) {
    return new JobSpec(
        jobId, name, repository, run, other, runnerName, environment, numericCheckRunId);
  }

  public JobSpec withRunnerName(String other) {
    return new JobSpec(jobId, name, repository, run, actor, other, environment, numericCheckRunId);
  }

  public JobSpec withEnvironment(@Nullable String other) {
    return new JobSpec(jobId, name, repository, run, actor, runnerName, other, numericCheckRunId);
  }

  public JobSpec withNumericCheckRunId() {
    return new JobSpec(jobId, name, repository, run, actor, runnerName, environment, true);
  }
}
