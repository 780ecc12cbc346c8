package dev.curfew.schemas.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/// What is known of the job beyond its identity: what incident responders select by.
///
/// @param commit the `sha` claim; of a pull request's job the merge, which is in no branch
/// @param workflow the `workflow_ref` claim: path and ref of the workflow file
/// @param environment the deployment environment, where the job has one
/// @param runner the runner's name, where it was looked up: no token says it
/// @param runnerId GitHub's number for the runner, where it was looked up
/// @param headCommit what the job's run is of, where that was looked up and is not `commit`: the
///   head of the pull request
/// @param lookup what came of asking GitHub for the job; null in events of before it was asked
public record JobContext(
    String commit,
    String ref,
    String workflow,
    @Nullable String environment,
    String actor,
    String eventName,
    @Nullable String runner,
    @Nullable Long runnerId,
    @Nullable String headCommit,
    @Nullable Lookup lookup) {
  public JobContext {
    Require.text(commit, "commit");
    Require.text(ref, "ref");
    Require.text(workflow, "workflow");
    Require.shortText(environment, "environment");
    Require.text(actor, "actor");
    Require.text(eventName, "eventName");
    Require.shortText(runner, "runner");
    if (runnerId != null) {
      Require.positive(runnerId, "runnerId");
    }
    Require.shortText(headCommit, "headCommit");
  }

  /// Of a job of which no more is known than that.
  public JobContext(
      String commit,
      String ref,
      String workflow,
      @Nullable String environment,
      String actor,
      String eventName,
      @Nullable String runner) {
    this(commit, ref, workflow, environment, actor, eventName, runner, null, null, null);
  }

  /// The same after GitHub was asked, or was not.
  ///
  /// @param head the job's commit as GitHub says it
  public JobContext lookedUp(
      Lookup outcome, @Nullable String head, @Nullable Long id, @Nullable String name) {
    return new JobContext(
        commit,
        ref,
        workflow,
        environment,
        actor,
        eventName,
        name,
        id,
        commit.equals(head) ? null : head,
        outcome);
  }

  /// What came of asking GitHub for the job.
  public enum Lookup {
    /// It is the job that the token names, and in progress.
    @JsonProperty("found")
    FOUND,
    /// GitHub is not asked, by the issuer's settings.
    @JsonProperty("not-asked")
    NOT_ASKED,
    /// GitHub could not be asked, or did not answer: the token alone was believed.
    @JsonProperty("unavailable")
    UNAVAILABLE
  }
}
