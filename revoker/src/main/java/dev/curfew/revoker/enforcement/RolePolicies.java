package dev.curfew.revoker.enforcement;

import dev.curfew.revoker.deny.PolicyDocument;
import io.smallrye.mutiny.Uni;

/// Curfew's own policy on a role; nobody else's is touched. Both writes may be repeated, and fail
/// with [PolicyWriteException].
public interface RolePolicies {

  /// Puts the document in place of whatever Curfew had there.
  Uni<Void> put(String roleArn, PolicyDocument document);

  /// Done also where there was nothing.
  Uni<Void> remove(String roleArn);
}
