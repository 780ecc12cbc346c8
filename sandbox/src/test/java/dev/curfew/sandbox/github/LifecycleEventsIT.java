package dev.curfew.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.curfew.sandbox.github.access.Installation;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LifecycleEventsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final GitHubSandbox github = GitHubSandbox.start(0, Clock.systemUTC());
  private final String token = github.personalToken();
  private final Curl curl = new Curl();
  private Receiver receiver;

  @BeforeEach
  void open() throws Exception {
    receiver = new Receiver();
  }

  @AfterEach
  void close() {
    receiver.close();
    curl.close();
    github.close();
  }

  @Test
  void anInstallationIsSuspendedAndDeleted() throws Exception {
    github.appHook(receiver.url(), "secret");
    github.organizationHook("octo-org", receiver.url(), "secret");
    Installation installation = github.install("octo-org");

    github.suspend(installation);
    JsonNode suspended = body("installation", 1);
    github.uninstall(installation);
    JsonNode deleted = body("installation", 2);

    assertThat(suspended.required("action").textValue()).isEqualTo("suspend");
    assertThat(suspended.at("/installation/id").longValue()).isEqualTo(installation.id());
    assertThat(suspended.at("/installation/account/login").textValue()).isEqualTo("octo-org");
    assertThat(suspended.at("/installation/suspended_at").isTextual()).isTrue();
    assertThat(suspended.at("/installation/app_id").longValue()).isEqualTo(github.app().id());
    assertThat(deleted.required("action").textValue()).isEqualTo("deleted");
    assertThat(deleted.at("/installation/id").longValue()).isEqualTo(installation.id());
  }

  @Test
  void aRepositoryIsArchived() throws Exception {
    github.organizationHook("octo-org", receiver.url(), "secret");
    ActionsJob job = github.startJob(JobSpec.example());

    github.archive("octo-org/octo-repo");

    JsonNode body = body("repository", 1);
    assertThat(body.required("action").textValue()).isEqualTo("archived");
    assertThat(body.at("/repository/archived").booleanValue()).isTrue();
    assertThat(body.at("/repository/id").longValue()).isEqualTo(job.repositoryId());
    assertThat(status(job)).isEqualTo(200);
  }

  @Test
  void aRepositoryIsDeletedWithItsJobs() throws Exception {
    github.organizationHook("octo-org", receiver.url(), "secret");
    ActionsJob job = github.startJob(JobSpec.example());
    ActionsJob other = github.startJob(JobSpec.example().withRepository("octo-org/other"));

    github.delete("octo-org/octo-repo");

    JsonNode body = body("repository", 1);
    assertThat(body.required("action").textValue()).isEqualTo("deleted");
    assertThat(body.at("/repository/id").longValue()).isEqualTo(job.repositoryId());
    assertThat(status(job)).isEqualTo(404);
    assertThat(status(other)).isEqualTo(200);
  }

  @Test
  void aRepositoryIsTransferredWithItsId() throws Exception {
    github.organizationHook("acme", receiver.url(), "secret");
    ActionsJob job = github.startJob(JobSpec.example());

    github.transfer("octo-org/octo-repo", "acme");

    JsonNode body = body("repository", 1);
    assertThat(body.required("action").textValue()).isEqualTo("transferred");
    assertThat(body.at("/repository/id").longValue()).isEqualTo(job.repositoryId());
    assertThat(body.at("/repository/full_name").textValue()).isEqualTo("acme/octo-repo");
    assertThat(body.at("/changes/owner/from/organization/login").textValue()).isEqualTo("octo-org");
  }

  @Test
  void aJobThatIsForgottenIsNotFound() throws Exception {
    ActionsJob job = github.startJob(JobSpec.example());

    github.forget(job);

    assertThat(status(job)).isEqualTo(404);
  }

  @Test
  void anAppsHookIsToldNothingWhereItIsSuspended() throws Exception {
    github.appHook(receiver.url(), "secret");
    github.suspend(github.install("octo-org"));
    body("installation", 1);

    github.finish(github.startJob(JobSpec.example()), "success");

    await().until(() -> github.pendingDeliveries() == 0);
    assertThat(receiver.of("workflow_job")).isEmpty();
  }

  @Test
  void outsiderDoesItAllByCurl() throws Exception {
    String sandbox = github.api() + "/_sandbox";
    Curl.Reply app = curl.post(sandbox + "/app/keys", "");
    Curl.Reply hook =
        curl.post(
            sandbox + "/hooks",
            "{\"organization\":\"octo-org\",\"url\":\"%s\",\"secret\":\"s\"}"
                .formatted(receiver.url()));
    Curl.Reply issued = curl.post(sandbox + "/tokens", "");
    curl.post(sandbox + "/repositories/archived", "{\"repository\":\"octo-org/octo-repo\"}");
    curl.post(
        sandbox + "/alerts",
        "{\"repository\":\"octo-org/octo-repo\",\"secretType\":\"aws_access_key_id\","
            + "\"secret\":\"ASIA\"}");

    body("repository", 1);
    body("secret_scanning_alert", 1);
    Curl.Reply deliveries =
        curl.get(
            "%s/orgs/octo-org/hooks/%d/deliveries"
                .formatted(github.api(), hook.json().required("id").longValue()),
            "Authorization",
            "token " + issued.json().required("token").textValue());
    assertThat(deliveries.json()).hasSize(2);
    assertThat(app.json().required("privateKey").textValue())
        .startsWith("-----BEGIN RSA PRIVATE KEY-----");
    assertThat(curl.post(sandbox + "/installations", "{\"organization\":\"o\"}").status())
        .isEqualTo(201);
    assertThat(curl.post(sandbox + "/installations", "{\"organization\":\"o\"}").status())
        .isEqualTo(409);
    assertThat(curl.post(sandbox + "/hooks", "{\"url\":\"http://x\"}").message())
        .isEqualTo("secret is not a string");
    assertThat(curl.post(sandbox + "/tokens", "", "Origin", "https://evil.example").status())
        .isEqualTo(403);
  }

  private int status(ActionsJob job) throws Exception {
    String url = github.api() + "/repos/" + job.repository() + "/actions/jobs/" + job.jobId();
    return curl.get(url, "Authorization", "Bearer " + token).status();
  }

  private JsonNode body(String event, int count) throws Exception {
    await().until(() -> receiver.of(event).size() == count);
    await().until(() -> github.pendingDeliveries() == 0);
    return JSON.readTree(receiver.of(event).getLast().body());
  }
}
