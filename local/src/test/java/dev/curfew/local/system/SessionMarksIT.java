package dev.curfew.local.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.curfew.local.job.JobCredentials;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The trial's role trusts the issuer as docs/issuing.md asks it of roles.
@ExtendWith(SystemExtension.class)
class SessionMarksIT {
  private static final String LIMIT = "maximum_duration_seconds: 3600\n";
  private static final String MARKS =
      "    tags: [repository, commit, run, job, actor]\n    source_identity: true\n";

  private final WholeSystem system;
  private final Path file;
  private String before = "";

  SessionMarksIT(WholeSystem system) {
    this.system = system;
    this.file = system.directory().resolve("policy.yaml");
  }

  @BeforeEach
  void remember() throws IOException {
    before = Files.readString(file);
  }

  @AfterEach
  void putBack() throws Exception {
    takenOver(before);
  }

  @Test
  void whoeverAsksForTagsAndASourceIdentityInThePolicyGetsCredentials() throws Exception {
    takenOver(before.replace(LIMIT, LIMIT + MARKS));

    JobCredentials credentials = system.issue(system.startJob());

    assertThat(Files.readString(file)).contains(MARKS);
    assertThat(system.isAllowed(credentials)).isTrue();
  }

  private void takenOver(String policy) throws Exception {
    double readings = readings();
    Files.writeString(file, policy);
    await().atMost(WholeSystem.PATIENCE).until(() -> readings() > readings);
  }

  private double readings() throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(system.stack().issuer().uri().resolve("/q/metrics")).build();
      return http.send(request, BodyHandlers.ofLines())
          .body()
          .filter(line -> line.startsWith("curfew_policy_readings_total{outcome=\"loaded\"}"))
          .mapToDouble(line -> Double.parseDouble(line.replaceFirst(".* ", "")))
          .sum();
    }
  }
}
