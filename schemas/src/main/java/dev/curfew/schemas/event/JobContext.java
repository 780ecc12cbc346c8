package dev.curfew.schemas.event;

import org.jspecify.annotations.Nullable;

/// What is known of the job beyond its identity: what incident responders select by.
///
/// @param commit the `sha` claim
/// @param workflow the `workflow_ref` claim: path and ref of the workflow file
/// @param environment the deployment environment, where the job has one
/// @param runner the runner's name, where it was looked up: no token says it
public record JobContext(
    String commit,
    String ref,
    String workflow,
    @Nullable String environment,
    String actor,
    String eventName,
    @Nullable String runner) {
  public JobContext {
    Require.text(commit, "commit");
    Require.text(ref, "ref");
    Require.text(workflow, "workflow");
    Require.shortText(environment, "environment");
    Require.text(actor, "actor");
    Require.text(eventName, "eventName");
    Require.shortText(runner, "runner");
  }
}
