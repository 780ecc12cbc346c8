package dev.curfew.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// Reads of a real `workflow_job` body what its job's token must agree with.
final class WorkflowJobReader {
  private WorkflowJobReader() {}

  /// @throws IllegalArgumentException if it is not the body of a `workflow_job` webhook
  static JobSpec read(ObjectNode body) {
    JsonNode job = object(body, "workflow_job");
    JsonNode repository = object(body, "repository");
    JobSpec example = JobSpec.example();
    return new JobSpec(
        job.required("id").longValue(),
        job.path("name").asText(example.name()),
        repository(repository),
        run(job, example.run()),
        account(object(body, "sender")),
        text(job, "runner_name", example.runnerName()),
        null,
        false);
  }

  private static Repository repository(JsonNode json) {
    String visibility = json.path("private").asBoolean() ? "private" : "public";
    return new Repository(
        json.required("full_name").textValue(),
        json.required("id").longValue(),
        account(object(json, "owner")),
        text(json, "visibility", visibility));
  }

  private static WorkflowRun run(JsonNode job, WorkflowRun example) {
    return new WorkflowRun(
        job.required("run_id").longValue(),
        example.number(),
        job.path("run_attempt").asInt(1),
        text(job, "workflow_name", example.workflow()),
        example.workflowPath(),
        example.event(),
        "refs/heads/" + text(job, "head_branch", example.branch()),
        job.required("head_sha").textValue(),
        "",
        "");
  }

  private static Account account(JsonNode json) {
    return new Account(json.required("login").textValue(), json.required("id").longValue());
  }

  private static JsonNode object(JsonNode json, String field) {
    @Nullable JsonNode value = json.get(field);
    if (value == null || !value.isObject()) {
      throw new IllegalArgumentException("no workflow_job body: it has no object " + field);
    }
    return value;
  }

  private static String text(JsonNode json, String field, String otherwise) {
    JsonNode value = json.path(field);
    return value.isTextual() ? value.textValue() : otherwise;
  }
}
