package dev.curfew.issuer.binding;

import dev.curfew.issuer.token.VerifiedToken;
import io.smallrye.mutiny.Uni;

/// Binds a token to its job.
public interface JobLookup {

  /// Fails with [JobMismatchException] where the job is not the token's, with [JobEndedException]
  /// or [JobNotRunningException] where it is not in progress, with [JobUnavailableException] where
  /// that had to be found out and could not be, and with [TooManyLookupsException] where the
  /// repository had GitHub asked too often.
  ///
  /// @param jobId as the request has it; equal to the token's, where that names one
  Uni<Binding> bind(VerifiedToken token, long jobId);
}
