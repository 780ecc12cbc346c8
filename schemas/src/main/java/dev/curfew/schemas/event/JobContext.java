package dev.curfew.schemas.event;

import org.jspecify.annotations.Nullable;

/// What the verified OIDC token said about the job beyond its identity: what incident responders
/// select by.
///
/// @param commit the `sha` claim
/// @param workflow the `workflow_ref` claim: path and ref of the workflow file
/// @param environment the deployment environment, where the job has one
public record JobContext(
    String commit,
    String ref,
    String workflow,
    @Nullable String environment,
    String actor,
    String eventName) {
  public JobContext {
    Require.text(commit, "commit");
    Require.text(ref, "ref");
    Require.text(workflow, "workflow");
    Require.shortText(environment, "environment");
    Require.text(actor, "actor");
    Require.text(eventName, "eventName");
  }
}
