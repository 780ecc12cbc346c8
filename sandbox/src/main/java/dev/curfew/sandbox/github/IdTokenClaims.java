package dev.curfew.sandbox.github;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/// What GitHub says of a job in an ID token. Ids are strings there.
final class IdTokenClaims {
  private static final Duration LIFETIME = Duration.ofMinutes(5);
  // GitHub allows for verifiers whose clocks are slow.
  private static final Duration SLACK = Duration.ofMinutes(10);

  private IdTokenClaims() {}

  static JWTClaimsSet of(JobSpec job, URI issuer, String audience, Instant now) {
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .jwtID(UUID.randomUUID().toString())
            .issuer(issuer.toString())
            .subject(subject(job))
            .audience(audience)
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now.minus(SLACK)))
            .expirationTime(Date.from(now.plus(LIFETIME)));
    addRepository(claims, job);
    addRun(claims, job.run());
    addWorkflow(claims, job);
    addJob(claims, job);
    return claims.build();
  }

  /// What `aud` is when the caller asks for none.
  static String defaultAudience(JobSpec job) {
    return "https://github.com/" + job.repository().owner().login();
  }

  private static String subject(JobSpec job) {
    String context;
    if (job.environment() != null) {
      context = "environment:" + job.environment();
    } else if (job.run().event().equals("pull_request")) {
      context = "pull_request";
    } else {
      context = "ref:" + job.run().ref();
    }
    return "repo:" + job.repository().fullName() + ":" + context;
  }

  private static void addRepository(JWTClaimsSet.Builder claims, JobSpec job) {
    Repository repository = job.repository();
    claims
        .claim("repository", repository.fullName())
        .claim("repository_id", String.valueOf(repository.id()))
        .claim("repository_owner", repository.owner().login())
        .claim("repository_owner_id", String.valueOf(repository.owner().id()))
        .claim("repository_visibility", repository.visibility())
        .claim("actor", job.actor().login())
        .claim("actor_id", String.valueOf(job.actor().id()));
  }

  private static void addRun(JWTClaimsSet.Builder claims, WorkflowRun run) {
    claims
        .claim("run_id", String.valueOf(run.id()))
        .claim("run_number", String.valueOf(run.number()))
        .claim("run_attempt", String.valueOf(run.attempt()))
        .claim("event_name", run.event())
        .claim("ref", run.ref())
        .claim("ref_type", run.ref().startsWith("refs/tags/") ? "tag" : "branch")
        .claim("ref_protected", "false")
        .claim("sha", run.tokenSha())
        .claim("head_ref", run.headRef())
        .claim("base_ref", run.baseRef());
  }

  private static void addWorkflow(JWTClaimsSet.Builder claims, JobSpec job) {
    WorkflowRun run = job.run();
    String workflow = job.repository().fullName() + "/" + run.workflowPath() + "@" + run.ref();
    claims
        .claim("workflow", run.workflow())
        .claim("workflow_ref", workflow)
        .claim("workflow_sha", run.tokenSha())
        // Another workflow's where the job calls a reusable one.
        .claim("job_workflow_ref", workflow)
        .claim("job_workflow_sha", run.headSha());
  }

  private static void addJob(JWTClaimsSet.Builder claims, JobSpec job) {
    claims.claim("runner_environment", "github-hosted");
    claims.claim(
        "check_run_id",
        job.numericCheckRunId() ? (Object) job.jobId() : String.valueOf(job.jobId()));
    if (job.environment() != null) {
      claims.claim("environment", job.environment());
    }
  }
}
