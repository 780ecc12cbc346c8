package dev.curfew.issuer.replay;

import io.smallrye.mutiny.Uni;

/// Nonces for jobs to have put into their tokens.
public interface Nonces {

  /// Gives out a new one. Completes when all instances know it.
  ///
  /// @param repository `owner/name`; a token of another does not go with it
  /// @param jobId the job, likewise
  Uni<Nonce> open(String repository, long jobId);
}
