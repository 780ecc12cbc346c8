package dev.curfew.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobsApiIT {
  private final GitHubSandbox github = GitHubSandbox.start(0, Clock.systemUTC());
  private final String token = github.personalToken();
  private final Curl curl = new Curl();

  @AfterEach
  void close() {
    curl.close();
    github.close();
  }

  @Test
  void showsAJobInGitHubsShape() throws Exception {
    ActionsJob job = github.startJob(JobSpec.example());

    JsonNode json = get(url(job)).json();

    // docs.github.com/rest/actions/workflow-jobs#get-a-job-for-a-workflow-run
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "id",
            "run_id",
            "run_url",
            "run_attempt",
            "node_id",
            "head_sha",
            "head_branch",
            "url",
            "html_url",
            "status",
            "conclusion",
            "created_at",
            "started_at",
            "completed_at",
            "name",
            "steps",
            "check_run_url",
            "labels",
            "runner_id",
            "runner_name",
            "runner_group_id",
            "runner_group_name",
            "workflow_name");
    assertThat(json.required("id").longValue()).isEqualTo(job.jobId());
    assertThat(json.required("head_sha").textValue()).isEqualTo(job.headSha());
    assertThat(json.required("runner_name").textValue()).isEqualTo("GitHub Actions 5");
  }

  @Test
  void followsTheJobThroughItsLife() throws Exception {
    ActionsJob job = github.queueJob(JobSpec.example());

    assertThat(get(url(job)).json().required("status").textValue()).isEqualTo("queued");
    github.begin(job);
    assertThat(get(url(job)).json().required("status").textValue()).isEqualTo("in_progress");
    assertThat(get(url(job)).json().required("conclusion").isNull()).isTrue();
    github.complete(job, "failure");
    assertThat(get(url(job)).json().required("status").textValue()).isEqualTo("completed");
    assertThat(get(url(job)).json().required("conclusion").textValue()).isEqualTo("failure");
  }

  @Test
  void givesNoRunnerToAJobThatIsCancelledInTheQueue() throws Exception {
    ActionsJob job = github.queueJob(JobSpec.example());

    github.complete(job, "cancelled");

    JsonNode json = get(url(job)).json();
    assertThat(json.required("runner_id").isNull()).isTrue();
    assertThat(json.required("steps")).isEmpty();
  }

  @Test
  void requiresAToken() throws Exception {
    ActionsJob job = github.startJob(JobSpec.example());

    Curl.Reply reply = curl.get(url(job));

    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.message()).isEqualTo("Requires authentication");
    assertThat(curl.get(url(job), "Authorization", "Bearer any").message())
        .isEqualTo("Bad credentials");
  }

  @Test
  void knowsNoStrangersAndNoJobOfAnotherRepository() throws Exception {
    ActionsJob job = github.startJob(JobSpec.example());
    String strange = github.api() + "/repos/octo-org/octo-repo/actions/jobs/1";

    assertThat(get(strange).status()).isEqualTo(404);
    assertThat(get(strange).json().required("message").textValue()).isEqualTo("Not Found");
    assertThat(get(url(job).replace("octo-repo", "other")).status()).isEqualTo(404);
    assertThat(get(strange + "x").status()).isEqualTo(404);
  }

  private Curl.Reply get(String url) throws Exception {
    return curl.get(url, "Authorization", "Bearer " + token);
  }

  private String url(ActionsJob job) {
    return github.api() + "/repos/" + job.repository() + "/actions/jobs/" + job.jobId();
  }
}
