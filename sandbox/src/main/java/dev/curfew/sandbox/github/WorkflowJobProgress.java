package dev.curfew.sandbox.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.sandbox.github.JobState.Completed;
import dev.curfew.sandbox.github.JobState.InProgress;
import dev.curfew.sandbox.github.JobState.Queued;
import dev.curfew.sandbox.github.wire.Timestamp;
import java.time.Instant;

/// Writes a job's state into its `workflow_job` object. What a real body says besides is left
/// alone.
final class WorkflowJobProgress {
  private WorkflowJobProgress() {}

  /// The whole webhook body of the state's own event.
  static ObjectNode body(RegisteredJob job, JobState state) {
    ObjectNode body = job.template();
    body.put("action", state.status());
    apply(job, state, (ObjectNode) body.required("workflow_job"));
    return body;
  }

  private static void apply(RegisteredJob job, JobState state, ObjectNode json) {
    json.put("status", state.status());
    switch (state) {
      case Queued _ -> {
        json.putNull("conclusion");
        json.putNull("completed_at");
      }
      case InProgress running -> {
        json.putNull("conclusion");
        json.putNull("completed_at");
        json.put("started_at", Timestamp.of(running.startedAt()));
        assignRunner(job.spec(), json);
        runningSteps(job, json, running.startedAt());
      }
      case Completed done -> {
        json.put("conclusion", done.conclusion());
        json.put("completed_at", Timestamp.of(done.completedAt()));
        json.put("started_at", Timestamp.of(done.startedAt()));
        if (done.ran()) {
          assignRunner(job.spec(), json);
          completeSteps(job, json, done);
        }
      }
    }
  }

  private static void assignRunner(JobSpec spec, ObjectNode json) {
    if (json.path("runner_id").isNumber()) {
      return;
    }
    json.put("runner_id", 5);
    json.put("runner_name", spec.runnerName());
    json.put("runner_group_id", 2);
    json.put("runner_group_name", "GitHub Actions");
  }

  private static void runningSteps(RegisteredJob job, ObjectNode json, Instant now) {
    ArrayNode steps = json.putArray("steps");
    finishedSteps(job, steps, now);
    ObjectNode running = steps.addObject();
    running.put("name", "Run");
    running.put("status", "in_progress");
    running.putNull("conclusion");
    running.put("number", steps.size());
    running.put("started_at", Timestamp.of(now));
    running.putNull("completed_at");
  }

  private static void finishedSteps(RegisteredJob job, ArrayNode steps, Instant now) {
    completed(steps.addObject(), "Set up job", 1, "success", now, now);
    for (String step : job.finishedSteps()) {
      completed(steps.addObject(), step, steps.size(), "success", now, now);
    }
  }

  private static void completeSteps(RegisteredJob job, ObjectNode json, Completed done) {
    JsonNode steps = json.path("steps");
    if (!steps.isEmpty()) {
      return;
    }
    ArrayNode made = json.putArray("steps");
    Instant start = done.startedAt();
    Instant end = done.completedAt();
    finishedSteps(job, made, start);
    completed(made.addObject(), "Run", made.size(), done.conclusion(), start, end);
    completed(made.addObject(), "Complete job", made.size(), "success", end, end);
  }

  private static void completed(
      ObjectNode step, String name, int number, String conclusion, Instant start, Instant end) {
    step.put("name", name);
    step.put("status", "completed");
    step.put("conclusion", conclusion);
    step.put("number", number);
    step.put("started_at", Timestamp.of(start));
    step.put("completed_at", Timestamp.of(end));
  }
}
