package dev.curfew.issuer.token;

import static java.util.Objects.requireNonNull;

import dev.curfew.schemas.event.JobContext;
import dev.curfew.schemas.event.RunIdentity;
import java.util.OptionalLong;

/// What a verified token says about its job.
///
/// @param checkRunId the job's id; GitHub Enterprise Server sends none
public record JobClaims(RunIdentity run, OptionalLong checkRunId, JobContext context) {
  public JobClaims {
    requireNonNull(run, "run");
    requireNonNull(checkRunId, "checkRunId");
    requireNonNull(context, "context");
  }
}
