package dev.curfew.sandbox.github;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.sandbox.github.wire.AccountJson;
import dev.curfew.sandbox.github.wire.NodeId;
import dev.curfew.sandbox.github.wire.RepositoryJson;
import dev.curfew.sandbox.github.wire.Timestamp;
import java.net.URI;
import java.time.Instant;

/// The body of a `workflow_job` webhook, for a job that is queued. [WorkflowJobProgress] brings it
/// to where the job is.
final class WorkflowJobBody {
  private WorkflowJobBody() {}

  static ObjectNode queued(JobSpec job, Instant now, URI api) {
    Repository repository = job.repository();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("action", "queued");
    body.set("workflow_job", workflowJob(job, now, api));
    body.set("repository", RepositoryJson.of(repository, now, api));
    body.set("organization", AccountJson.organization(repository.owner(), api));
    body.set("sender", AccountJson.of(job.actor(), "User", api));
    return body;
  }

  private static ObjectNode workflowJob(JobSpec job, Instant now, URI api) {
    String url = api + "/repos/" + job.repository().fullName();
    WorkflowRun run = job.run();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", job.jobId());
    json.put("run_id", run.id());
    json.put("workflow_name", run.workflow());
    json.put("head_branch", run.branch());
    json.put("run_url", url + "/actions/runs/" + run.id());
    json.put("run_attempt", run.attempt());
    json.put("node_id", NodeId.of("CheckRun", job.jobId()));
    json.put("head_sha", run.headSha());
    json.put("url", url + "/actions/jobs/" + job.jobId());
    json.put("html_url", htmlUrl(job));
    json.put("status", "queued");
    json.putNull("conclusion");
    json.put("created_at", Timestamp.of(now));
    json.put("started_at", Timestamp.of(now));
    json.putNull("completed_at");
    json.put("name", job.name());
    json.putArray("steps");
    json.put("check_run_url", url + "/check-runs/" + job.jobId());
    json.putArray("labels").add("ubuntu-latest");
    for (String field :
        new String[] {"runner_id", "runner_name", "runner_group_id", "runner_group_name"}) {
      json.putNull(field);
    }
    return json;
  }

  private static String htmlUrl(JobSpec job) {
    return "https://github.com/%s/actions/runs/%d/job/%d"
        .formatted(job.repository().fullName(), job.run().id(), job.jobId());
  }
}
