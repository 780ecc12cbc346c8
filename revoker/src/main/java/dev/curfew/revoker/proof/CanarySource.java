package dev.curfew.revoker.proof;

import io.smallrye.mutiny.Uni;

/// Where canaries come from.
public interface CanarySource {

  /// A new session of the role that can do nothing but be denied.
  Uni<Canary> open(String roleArn);
}
