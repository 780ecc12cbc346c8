package dev.curfew.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.curfew.sandbox.github.access.Installation;
import dev.curfew.sandbox.github.access.Permission.Level;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What docs/github-app-manifest.json asks an administrator for is enough, and no more than enough.
class ManifestIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "ASIAIOSFODNN7EXAMPLE";

  private final Clock clock = Clock.systemUTC();
  private final GitHubSandbox github = GitHubSandbox.start(0, clock);
  private final Curl curl = new Curl();
  private JsonNode manifest;
  private ActionsJob job;

  @BeforeEach
  void open() throws Exception {
    manifest = JSON.readTree(Path.of("../docs/github-app-manifest.json").toFile());
    job = github.startJob(JobSpec.example());
    github.raiseAlert(job.repository(), "aws_access_key_id", KEY);
  }

  @AfterEach
  void close() {
    curl.close();
    github.close();
  }

  @Test
  void isEnoughForAllThatIsRead() throws Exception {
    String token = token(permissions());

    assertThat(status("/actions/jobs/" + job.jobId(), token)).isEqualTo(200);
    assertThat(status("/actions/runs/" + job.runId() + "/attempts/1/jobs", token)).isEqualTo(200);
    assertThat(status("/secret-scanning/alerts/1", token)).isEqualTo(200);
  }

  @Test
  void isEnoughForTheEventsItNames() {
    // docs.github.com/webhooks/webhook-events-and-payloads names each event's permission.
    Map<String, String> needed =
        Map.of(
            "repository", "metadata",
            "secret_scanning_alert", "secret_scanning_alerts",
            "workflow_job", "actions",
            "workflow_run", "actions");

    manifest
        .required("default_events")
        .forEach(event -> assertThat(permissions()).containsKey(needed.get(event.textValue())));
    assertThat(permissions().keySet())
        .containsExactlyInAnyOrderElementsOf(Set.copyOf(needed.values()));
  }

  @Test
  void isNoMoreThanReading() {
    assertThat(permissions().values()).containsOnly(Level.READ);
    assertThat(manifest.required("public").booleanValue()).isFalse();
  }

  @Test
  void withoutTheAlertsJobsAreReadStill() throws Exception {
    Map<String, Level> fewer = new TreeMap<>(permissions());
    fewer.remove("secret_scanning_alerts");
    String token = token(fewer);

    assertThat(status("/actions/jobs/" + job.jobId(), token)).isEqualTo(200);
    assertThat(status("/secret-scanning/alerts/1", token)).isEqualTo(403);
  }

  private Map<String, Level> permissions() {
    Map<String, Level> permissions = new TreeMap<>();
    for (var field : manifest.required("default_permissions").properties()) {
      permissions.put(
          field.getKey(), Level.valueOf(field.getValue().textValue().toUpperCase(Locale.ROOT)));
    }
    return permissions;
  }

  private String token(Map<String, Level> permissions) throws Exception {
    Installation installation = github.install("octo-org", permissions);
    String path = "/app/installations/" + installation.id() + "/access_tokens";
    return curl.post(github.api() + path, "", "Authorization", AppJwt.bearer(github, clock))
        .json()
        .required("token")
        .textValue();
  }

  private int status(String path, String token) throws Exception {
    String url = github.api() + "/repos/" + job.repository() + path;
    return curl.get(url, "Authorization", "Bearer " + token).status();
  }
}
