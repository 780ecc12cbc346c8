package dev.curfew.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.sandbox.github.wire.AccountJson;
import dev.curfew.sandbox.github.wire.NodeId;
import java.net.URI;
import java.util.Optional;

/// A run as REST and webhooks show it.
final class WorkflowRunJson {
  private static final long WORKFLOW_ID = 2_823_525;

  private WorkflowRunJson() {}

  static ObjectNode of(Run run, URI api) {
    JobSpec job = run.spec();
    WorkflowRun spec = job.run();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", spec.id());
    json.put("name", spec.workflow());
    json.put("node_id", NodeId.of("WorkflowRun", spec.id()));
    json.put("check_suite_id", spec.id() + 1);
    json.put("check_suite_node_id", NodeId.of("CheckSuite", spec.id() + 1));
    json.put("head_branch", spec.branch());
    json.put("head_sha", spec.headSha());
    json.put("path", spec.workflowPath());
    json.put("display_title", spec.workflow());
    json.put("run_number", spec.number());
    json.put("event", spec.event());
    json.put("status", run.status());
    json.put("conclusion", run.conclusion().orElse(null));
    json.put("workflow_id", WORKFLOW_ID);
    json.putArray("pull_requests");
    addTimes(json, run);
    json.put("run_attempt", spec.attempt());
    json.putArray("referenced_workflows");
    json.set("actor", AccountJson.of(job.actor(), "User", api));
    json.set("triggering_actor", AccountJson.of(job.actor(), "User", api));
    addUrls(json, job, api);
    json.set("head_commit", commit(job));
    json.set("repository", run.latest().template().required("repository"));
    json.set("head_repository", run.latest().template().required("repository"));
    return json;
  }

  /// The body of the `workflow_run` event that the run has completed.
  static ObjectNode completedBody(Run run, URI api) {
    ObjectNode template = run.latest().template();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("action", "completed");
    body.set("workflow_run", of(run, api));
    body.set("workflow", workflow(run.spec(), api));
    body.set("repository", template.required("repository"));
    Optional.ofNullable(template.get("organization")).ifPresent(o -> body.set("organization", o));
    body.set("sender", template.required("sender"));
    return body;
  }

  private static void addTimes(ObjectNode json, Run run) {
    JsonNode begun = run.latest().template().required("workflow_job");
    JsonNode ended = WorkflowJobProgress.body(run.latest(), run.latest().state());
    String start = begun.path("created_at").asText(begun.path("started_at").asText());
    json.put("created_at", start);
    json.put("updated_at", ended.at("/workflow_job/completed_at").asText(start));
    json.put("run_started_at", start);
  }

  private static void addUrls(ObjectNode json, JobSpec job, URI api) {
    WorkflowRun spec = job.run();
    String repository = api + "/repos/" + job.repository().fullName();
    String url = repository + "/actions/runs/" + spec.id();
    json.put("url", url);
    json.put(
        "html_url",
        "https://github.com/%s/actions/runs/%d".formatted(job.repository().fullName(), spec.id()));
    json.put("jobs_url", url + "/jobs");
    json.put("logs_url", url + "/logs");
    json.put("check_suite_url", repository + "/check-suites/" + (spec.id() + 1));
    json.put("artifacts_url", url + "/artifacts");
    json.put("cancel_url", url + "/cancel");
    json.put("rerun_url", url + "/rerun");
    json.put(
        "previous_attempt_url",
        spec.attempt() > 1 ? url + "/attempts/" + (spec.attempt() - 1) : null);
    json.put("workflow_url", repository + "/actions/workflows/" + WORKFLOW_ID);
  }

  private static ObjectNode commit(JobSpec job) {
    String email = job.actor().login() + "@users.noreply.github.com";
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", job.run().headSha());
    json.put("tree_id", job.run().headSha());
    json.put("message", "Deploy");
    json.put("timestamp", "2026-01-01T00:00:00Z");
    json.putObject("author").put("name", job.actor().login()).put("email", email);
    json.putObject("committer").put("name", "GitHub").put("email", "noreply@github.com");
    return json;
  }

  private static ObjectNode workflow(JobSpec job, URI api) {
    String url = api + "/repos/" + job.repository().fullName() + "/actions/workflows/";
    String path = job.run().workflowPath();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", WORKFLOW_ID);
    json.put("node_id", NodeId.of("Workflow", WORKFLOW_ID));
    json.put("name", job.run().workflow());
    json.put("path", path);
    json.put("state", "active");
    json.put("created_at", "2026-01-01T00:00:00.000Z");
    json.put("updated_at", "2026-01-01T00:00:00.000Z");
    json.put("url", url + WORKFLOW_ID);
    json.put(
        "html_url",
        "https://github.com/%s/blob/main/%s".formatted(job.repository().fullName(), path));
    json.put(
        "badge_url",
        "https://github.com/%s/workflows/%s/badge.svg"
            .formatted(job.repository().fullName(), job.run().workflow()));
    return json;
  }
}
