package dev.curfew.sandbox.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// One attempt of one run of a workflow.
///
/// @param number counts the workflow's runs, where `id` is unique on all of GitHub
/// @param workflowPath in the repository, such as `.github/workflows/deploy.yml`
/// @param ref the full one, such as `refs/heads/main`
/// @param headRef of a pull request's source branch, else empty
/// @param baseRef of a pull request's target branch, else empty
public record WorkflowRun(
    long id,
    int number,
    int attempt,
    String workflow,
    String workflowPath,
    String event,
    String ref,
    String headSha,
    String headRef,
    String baseRef) {
  public WorkflowRun {
    requireNonNull(workflow);
    requireNonNull(workflowPath);
    requireNonNull(event);
    requireNonNull(headRef);
    requireNonNull(baseRef);
    if (id <= 0 || number <= 0 || attempt <= 0) {
      throw new IllegalArgumentException("ids, numbers and attempts of runs begin with 1");
    }
    if (!ref.startsWith("refs/")) {
      throw new IllegalArgumentException("not a full ref: " + ref);
    }
    if (!headSha.matches("[0-9a-f]{40}")) {
      throw new IllegalArgumentException("not a commit: " + headSha);
    }
  }

  WorkflowRun withId(long newId, int newAttempt) {
    return new WorkflowRun(
        newId, number, newAttempt, workflow, workflowPath, event, ref, headSha, headRef, baseRef);
  }

  WorkflowRun withWorkflow(String name, String path) {
    return new WorkflowRun(id, number, attempt, name, path, event, ref, headSha, headRef, baseRef);
  }

  WorkflowRun withEvent(String newEvent, String newHeadRef, String newBaseRef) {
    return new WorkflowRun(
        id,
        number,
        attempt,
        workflow,
        workflowPath,
        newEvent,
        ref,
        headSha,
        newHeadRef,
        newBaseRef);
  }

  WorkflowRun withCommit(String newRef, String newHeadSha) {
    return new WorkflowRun(
        id, number, attempt, workflow, workflowPath, event, newRef, newHeadSha, headRef, baseRef);
  }

  /// The `sha` of ID tokens. Of a pull request's runs it is not the head, of which the job is, but
  /// a merge that is in no branch: here one that follows from the head.
  String tokenSha() {
    return event.startsWith("pull_request") ? mergeOf(headSha) : headSha;
  }

  private static String mergeOf(String head) {
    try {
      byte[] merge = MessageDigest.getInstance("SHA-1").digest(("merge " + head).getBytes(UTF_8));
      return HexFormat.of().formatHex(merge);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  /// The ref without its `refs/…/`.
  String branch() {
    return ref.replaceFirst("^refs/[^/]+/", "");
  }
}
