package dev.curfew.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A job as an outsider describes it: every field may be left out.
final class JobSpecJson {
  private JobSpecJson() {}

  /// @throws IllegalArgumentException naming the field that is unknown or senseless
  static JobSpec read(ObjectNode json) {
    JobSpec spec = JobSpec.example();
    for (var field : json.properties()) {
      spec = with(spec, field.getKey(), field.getValue());
    }
    return spec;
  }

  private static JobSpec with(JobSpec spec, String field, JsonNode value) {
    WorkflowRun run = spec.run();
    return switch (field) {
      case "jobId" -> spec.withJobId(number(field, value));
      case "name" -> spec.withName(text(field, value));
      case "repository" -> spec.withRepository(text(field, value));
      case "runId" -> spec.withRun(number(field, value), run.attempt());
      case "runAttempt" -> spec.withRun(run.id(), Math.toIntExact(number(field, value)));
      case "workflow" -> spec.withWorkflow(text(field, value), run.workflowPath());
      case "workflowPath" -> spec.withWorkflow(run.workflow(), text(field, value));
      case "event" -> spec.withEvent(text(field, value), run.headRef(), run.baseRef());
      case "headRef" -> spec.withEvent(run.event(), text(field, value), run.baseRef());
      case "baseRef" -> spec.withEvent(run.event(), run.headRef(), text(field, value));
      case "ref" -> spec.withCommit(text(field, value), run.headSha());
      case "headSha" -> spec.withCommit(run.ref(), text(field, value));
      case "actor" -> spec.withActor(new Account(text(field, value), spec.actor().id()));
      case "actorId" -> spec.withActor(new Account(spec.actor().login(), number(field, value)));
      case "runnerName" -> spec.withRunnerName(text(field, value));
      case "environment" -> spec.withEnvironment(text(field, value));
      default -> throw new IllegalArgumentException("unknown field: " + field);
    };
  }

  private static String text(String field, JsonNode value) {
    if (!value.isTextual()) {
      throw new IllegalArgumentException(field + " is not a string");
    }
    return value.textValue();
  }

  private static long number(String field, JsonNode value) {
    if (!value.canConvertToLong() || !value.isIntegralNumber()) {
      throw new IllegalArgumentException(field + " is not a whole number");
    }
    return value.longValue();
  }
}
