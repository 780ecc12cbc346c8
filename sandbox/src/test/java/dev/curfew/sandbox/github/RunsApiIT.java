package dev.curfew.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunsApiIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final GitHubSandbox github = GitHubSandbox.start(0, Clock.systemUTC());
  private final String token = github.personalToken();
  private final Curl curl = new Curl();

  @AfterEach
  void close() {
    curl.close();
    github.close();
  }

  @Test
  void listsTheJobsOfAnAttempt() throws Exception {
    ActionsJob first = github.startJob(JobSpec.example());
    ActionsJob second = github.startJob(JobSpec.example().withRun(first.runId(), 2));

    JsonNode json = get(run(first) + "/attempts/1/jobs").json();

    assertThat(json.required("total_count").intValue()).isEqualTo(1);
    assertThat(json.at("/jobs/0"))
        .isEqualTo(
            get(github.api() + "/repos/octo-org/octo-repo/actions/jobs/" + first.jobId()).json());
    assertThat(json.at("/jobs/0/steps")).isNotEmpty();
    assertThat(ids(get(run(first) + "/attempts/2/jobs"))).containsExactly(second.jobId());
    assertThat(get(run(first) + "/attempts/3/jobs").status()).isEqualTo(404);
  }

  @Test
  void listsTheLatestAttemptsJobsOrAll() throws Exception {
    ActionsJob first = github.startJob(JobSpec.example());
    ActionsJob second = github.startJob(JobSpec.example().withRun(first.runId(), 2));

    assertThat(ids(get(run(first) + "/jobs"))).containsExactly(second.jobId());
    assertThat(ids(get(run(first) + "/jobs?filter=latest"))).containsExactly(second.jobId());
    assertThat(ids(get(run(first) + "/jobs?filter=all")))
        .containsExactly(first.jobId(), second.jobId());
  }

  @Test
  void pagesThroughJobs() throws Exception {
    ActionsJob first = github.startJob(JobSpec.example());
    List<Long> started = new ArrayList<>(List.of(first.jobId()));
    for (int i = 0; i < 104; i++) {
      started.add(github.startJob(JobSpec.example().withRun(first.runId(), 1)).jobId());
    }

    List<Long> found = new ArrayList<>();
    Optional<String> page = Optional.of(run(first) + "/jobs?per_page=1000");
    while (page.isPresent()) {
      Curl.Reply reply = get(page.get());
      assertThat(reply.json().required("total_count").intValue()).isEqualTo(105);
      assertThat(reply.json().required("jobs").size()).isLessThanOrEqualTo(100);
      found.addAll(ids(reply));
      page = reply.next();
    }

    assertThat(found).isEqualTo(started);
    assertThat(ids(get(run(first) + "/jobs"))).hasSize(30);
  }

  @Test
  void followsTheRunThroughItsLife() throws Exception {
    ActionsJob first = github.queueJob(JobSpec.example());
    ActionsJob second = github.queueJob(JobSpec.example().withRun(first.runId(), 1));

    assertThat(status(first)).isEqualTo("queued null");
    github.begin(first);
    assertThat(status(first)).isEqualTo("in_progress null");
    github.complete(first, "success");
    assertThat(status(first)).isEqualTo("in_progress null");
    assertThatThrownBy(() -> github.completedRunBody(first))
        .isInstanceOf(IllegalStateException.class);
    github.complete(second, "cancelled");
    assertThat(status(first)).isEqualTo("completed cancelled");
    github.startJob(JobSpec.example().withRun(first.runId(), 2));
    assertThat(status(first)).isEqualTo("in_progress null");
    assertThat(get(run(first)).json().required("run_attempt").intValue()).isEqualTo(2);
  }

  @Test
  void knowsNoRunOfAnotherRepository() throws Exception {
    ActionsJob job = github.startJob(JobSpec.example());

    assertThat(get(run(job).replace("octo-repo", "other")).status()).isEqualTo(404);
    assertThat(get(run(job).replace("octo-repo", "other") + "/jobs").status()).isEqualTo(404);
    assertThat(curl.get(run(job) + "/jobs").status()).isEqualTo(401);
  }

  @Test
  void answersAConditionalRequestWithNothingUntilSomethingChanges() throws Exception {
    ActionsJob job = github.startJob(JobSpec.example());
    String url = run(job) + "/jobs";
    String tag = get(url).header("ETag");

    Curl.Reply unchanged = conditional(url, tag);
    github.complete(job, "success");
    Curl.Reply changed = conditional(url, tag);

    assertThat(unchanged.status()).isEqualTo(304);
    assertThat(unchanged.header("ETag")).isEqualTo(tag);
    assertThat(unchanged.json()).isEmpty();
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.header("ETag")).isNotEqualTo(tag);
  }

  @Test
  void aRunsEventHasEveryKeyOfTheRealOne() throws Exception {
    ActionsJob job = github.startJob(JobSpec.example());
    github.complete(job, "success");

    JsonNode body = JSON.readTree(github.completedRunBody(job));
    JsonNode real = JSON.readTree(RealPayloads.read("workflow_run.2.completed.success.json"));

    assertThat(names(body)).containsAll(names(real));
    assertThat(names(body.path("workflow_run"))).containsAll(names(real.path("workflow_run")));
    assertThat(names(body.path("workflow"))).containsAll(names(real.path("workflow")));
    assertThat(get(run(job)).json()).isEqualTo(body.path("workflow_run"));
  }

  @Test
  void showsWhichStepsHaveEnded() throws Exception {
    ActionsJob job = github.startJob(JobSpec.example());
    github.finishStep(job, "Run actions/checkout@v5");

    JsonNode steps = JSON.readTree(github.inProgressBody(job)).at("/workflow_job/steps");

    assertThat(steps.findValuesAsText("name"))
        .containsExactly("Set up job", "Run actions/checkout@v5", "Run");
    assertThat(steps.findValuesAsText("status"))
        .containsExactly("completed", "completed", "in_progress");
    assertThat(steps.findValuesAsText("number")).containsExactly("1", "2", "3");
  }

  private static List<String> names(JsonNode json) {
    return json.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static List<Long> ids(Curl.Reply reply) {
    List<Long> ids = new ArrayList<>();
    reply.json().required("jobs").forEach(job -> ids.add(job.required("id").longValue()));
    return ids;
  }

  private String status(ActionsJob job) throws Exception {
    JsonNode json = get(run(job)).json();
    return json.required("status").asText() + " " + json.required("conclusion").asText();
  }

  private String run(ActionsJob job) {
    return github.api() + "/repos/" + job.repository() + "/actions/runs/" + job.runId();
  }

  private Curl.Reply get(String url) throws Exception {
    return curl.get(url, "Authorization", "Bearer " + token);
  }

  private Curl.Reply conditional(String url, String tag) throws Exception {
    return curl.get(url, "Authorization", "Bearer " + token, "If-None-Match", tag);
  }
}
