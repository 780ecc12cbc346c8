package dev.curfew.local.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.curfew.schemas.event.JobIdentity;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CompletedBodyTest {
  private final CompletedBody body = CompletedBody.ofExample();

  @Test
  void tellsOfTheJobWhereverTheBodyNamesIt() throws IOException {
    byte[] bytes = body.of(job(17_954_127_210_041L, 17_954_127_210_040L));

    JsonNode json = new ObjectMapper().readTree(bytes);
    assertThat(json.at("/action").textValue()).isEqualTo("completed");
    assertThat(json.at("/workflow_job/status").textValue()).isEqualTo("completed");
    assertThat(json.at("/workflow_job/id").longValue()).isEqualTo(17_954_127_210_041L);
    assertThat(json.at("/workflow_job/run_id").longValue()).isEqualTo(17_954_127_210_040L);
    assertThat(json.at("/workflow_job/url").textValue()).endsWith("/actions/jobs/17954127210041");
    assertThat(json.at("/workflow_job/run_url").textValue())
        .endsWith("/actions/runs/17954127210040");
  }

  @Test
  void oneJobsBodyIsNotAnothers() {
    byte[] first = body.of(job(17_954_127_210_041L, 17_954_127_210_040L));

    byte[] second = body.of(job(17_954_127_210_042L, 17_954_127_210_040L));

    assertThat(new String(first, UTF_8)).contains("17954127210041").doesNotContain("210042");
    assertThat(new String(second, UTF_8)).contains("17954127210042").doesNotContain("210041");
  }

  @Test
  void refusesIdsThatDoNotFit() {
    assertThatIllegalArgumentException().isThrownBy(() -> body.of(job(41, 17_954_127_210_040L)));
  }

  private static JobIdentity job(long jobId, long runId) {
    return new JobIdentity(1, "octo-org/octo-repo", runId, 1, jobId);
  }
}
