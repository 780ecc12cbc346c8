package dev.curfew.listener.webhook;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;

/// What is read of a `workflow_job` body. Anything may be absent or null.
@JsonNaming(SnakeCaseStrategy.class)
record WorkflowJobBody(
    @Nullable String action, @Nullable WorkflowJob workflowJob, @Nullable Repository repository) {

  /// Action and status have been seen to disagree; either saying so means that the job is over.
  boolean saysCompleted() {
    return "completed".equals(action)
        || (workflowJob != null && "completed".equals(workflowJob.status()));
  }

  @JsonNaming(SnakeCaseStrategy.class)
  record WorkflowJob(
      @Nullable Long id,
      @Nullable Long runId,
      @Nullable Integer runAttempt,
      @Nullable String headSha,
      @Nullable String status,
      @Nullable String conclusion,
      @Nullable String completedAt) {}

  @JsonNaming(SnakeCaseStrategy.class)
  record Repository(@Nullable Long id, @Nullable String fullName) {}
}
