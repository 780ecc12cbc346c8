package dev.curfew.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IdTokenClaimsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final JobSpec job = JobSpec.example().withRun(2202229078L, 2).withJobId(289782451L);

  @Test
  void haveAllThatGitHubSays() {
    // docs.github.com/actions/reference/openid-connect-reference, check_run_id of 2025-11
    assertThat(claims(job).getClaims())
        .containsOnlyKeys(
            "jti",
            "sub",
            "aud",
            "iss",
            "nbf",
            "exp",
            "iat",
            "ref",
            "sha",
            "repository",
            "repository_owner",
            "repository_owner_id",
            "run_id",
            "run_number",
            "run_attempt",
            "repository_visibility",
            "repository_id",
            "actor_id",
            "actor",
            "workflow",
            "head_ref",
            "base_ref",
            "event_name",
            "ref_protected",
            "ref_type",
            "workflow_ref",
            "workflow_sha",
            "job_workflow_ref",
            "job_workflow_sha",
            "runner_environment",
            "check_run_id");
  }

  @Test
  void spellIdsAsStrings() {
    assertThat(claims(job).getClaims())
        .containsEntry("run_id", "2202229078")
        .containsEntry("run_attempt", "2")
        .containsEntry("check_run_id", "289782451")
        .containsEntry("repository_id", String.valueOf(job.repository().id()));
  }

  @Test
  void canSpellTheCheckRunAsANumber() {
    assertThat(claims(job.withNumericCheckRunId()).getClaim("check_run_id")).isEqualTo(289782451L);
  }

  @Test
  void liveFiveMinutes() {
    assertThat(claims(job).getIssueTime()).isEqualTo(NOW);
    assertThat(claims(job).getExpirationTime()).isEqualTo(NOW.plusSeconds(300));
  }

  @Test
  void areNewEachTime() {
    assertThat(claims(job).getJWTID()).isNotEqualTo(claims(job).getJWTID());
  }

  @Test
  void nameTheContextInTheSubject() {
    assertThat(claims(job).getSubject()).isEqualTo("repo:octo-org/octo-repo:ref:refs/heads/main");
    assertThat(claims(job.withEvent("pull_request", "feature", "main")).getSubject())
        .isEqualTo("repo:octo-org/octo-repo:pull_request");
    JWTClaimsSet deployment = claims(job.withEnvironment("production"));
    assertThat(deployment.getSubject()).isEqualTo("repo:octo-org/octo-repo:environment:production");
    assertThat(deployment.getClaim("environment")).isEqualTo("production");
  }

  @Test
  void nameAMergeWhereTheRunIsOfAPullRequest() {
    assertThat(claims(job).getClaim("sha")).isEqualTo(job.run().headSha());
    assertThat(claims(job.withEvent("pull_request", "feature", "main")).getClaim("sha"))
        .asString()
        .matches("[0-9a-f]{40}")
        .isNotEqualTo(job.run().headSha());
  }

  private static JWTClaimsSet claims(JobSpec job) {
    return IdTokenClaims.of(job, URI.create("http://127.0.0.1:1"), "curfew", NOW);
  }
}
