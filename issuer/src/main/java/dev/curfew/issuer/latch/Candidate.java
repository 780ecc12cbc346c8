package dev.curfew.issuer.latch;

import static java.util.Objects.requireNonNull;

import dev.curfew.schemas.event.JobContext;
import dev.curfew.schemas.event.JobIdentity;

/// What somebody wants to be issued, by all that an order may select by before it exists.
public record Candidate(JobIdentity job, JobContext context, String roleArn) {
  public Candidate {
    requireNonNull(job, "job");
    requireNonNull(context, "context");
    requireNonNull(roleArn, "roleArn");
  }
}
