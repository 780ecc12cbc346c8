package dev.curfew.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkflowJobBodyIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COMPLETED = "workflow_job.1.completed.completed.failure.json";

  private final GitHubSandbox github = GitHubSandbox.start(0, Clock.systemUTC());

  @AfterEach
  void close() {
    github.close();
  }

  @Test
  void hasEveryKeyOfTheRealOne() throws Exception {
    ActionsJob job = github.startJob(JobSpec.example());
    github.complete(job, "success");

    byte[] body = github.completedBody(job);

    assertThat(keys(JSON.readTree(body))).containsAll(keys(real()));
    assertThat(body.length).isGreaterThan(5_000);
  }

  @Test
  void tellsOfEachStepOfTheJobsLife() throws Exception {
    ActionsJob job = github.startJob(JobSpec.example());
    github.complete(job, "timed_out");

    assertThat(statuses(github.queuedBody(job))).isEqualTo("queued queued null");
    assertThat(statuses(github.inProgressBody(job))).isEqualTo("in_progress in_progress null");
    assertThat(statuses(github.completedBody(job))).isEqualTo("completed completed timed_out");
  }

  @Test
  void agreesWithTheTokenOfAJobOfARealBody() throws Exception {
    for (Path file : RealPayloads.workflowJobs()) {
      byte[] body = Files.readAllBytes(file);
      JsonNode json = JSON.readTree(body);

      JWTClaimsSet claims = claims(github.startJobOf(body).idToken("curfew"));

      JsonNode job = json.required("workflow_job");
      assertThat(claims.getClaims())
          .as(file.getFileName().toString())
          .containsEntry("check_run_id", job.required("id").asText())
          .containsEntry("run_id", job.required("run_id").asText())
          .containsEntry("sha", job.required("head_sha").asText())
          .containsEntry("repository_id", json.at("/repository/id").asText())
          .containsEntry("repository", json.at("/repository/full_name").asText())
          .containsEntry("repository_owner_id", json.at("/repository/owner/id").asText())
          .containsEntry("actor", json.at("/sender/login").asText());
    }
  }

  @Test
  void ofARealBodyIsThatBodyBroughtUpToDate() throws Exception {
    ObjectNode real = real();
    ActionsJob job = github.startJobOf(RealPayloads.read(COMPLETED));
    github.complete(job, "cancelled");

    ObjectNode body = (ObjectNode) JSON.readTree(github.completedBody(job));

    assertThat(statuses(github.completedBody(job))).isEqualTo("completed completed cancelled");
    for (ObjectNode changed : new ObjectNode[] {real, body}) {
      ((ObjectNode) changed.required("workflow_job"))
          .remove(Set.of("conclusion", "started_at", "completed_at"));
    }
    assertThat(body).isEqualTo(real);
  }

  @Test
  void ofANullJobStartsNothing() {
    // GitHub has sent such deliveries, signed.
    byte[] body = "{\"action\":\"queued\",\"workflow_job\":null}".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> github.startJobOf(body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no workflow_job body: it has no object workflow_job");
  }

  private static ObjectNode real() throws Exception {
    return (ObjectNode) JSON.readTree(RealPayloads.read(COMPLETED));
  }

  private static String statuses(byte[] body) throws Exception {
    JsonNode json = JSON.readTree(body);
    return "%s %s %s"
        .formatted(
            json.required("action").asText(),
            json.at("/workflow_job/status").asText(),
            json.at("/workflow_job/conclusion").asText());
  }

  private static JWTClaimsSet claims(String token) throws Exception {
    return SignedJWT.parse(token).getJWTClaimsSet();
  }

  private static Set<String> keys(JsonNode json) {
    Set<String> keys = new TreeSet<>();
    collect("", json, keys);
    return keys;
  }

  private static void collect(String path, JsonNode json, Set<String> keys) {
    json.properties()
        .forEach(field -> {
          keys.add(path + "/" + field.getKey());
          collect(path + "/" + field.getKey(), field.getValue(), keys);
        });
    if (json.isArray()) {
      json.forEach(element -> collect(path + "[]", element, keys));
    }
  }
}
