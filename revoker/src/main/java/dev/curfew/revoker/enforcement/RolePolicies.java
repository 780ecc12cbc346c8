package dev.curfew.revoker.enforcement;

import dev.curfew.revoker.deny.PolicyDocument;
import io.smallrye.mutiny.Uni;

/// Curfew's own policies on a role: one inline, and on need numbered managed ones. Nobody else's
/// are touched. Every call may be repeated, and fails with [PolicyWriteException].
public interface RolePolicies {

  /// What stands on the role now, ours and others'.
  Uni<StandingPolicies> read(String roleArn);

  /// Puts the document in place of our inline policy.
  Uni<Void> putInline(String roleArn, PolicyDocument document);

  /// Done also where there was none.
  Uni<Void> removeInline(String roleArn);

  /// Puts the document in place of our managed policy of this number, and attaches it. Not atomic:
  /// what failed half-way is to be repeated.
  ///
  /// @param number from 1
  Uni<Void> putManaged(String roleArn, int number, PolicyDocument document);

  /// Takes our managed policy of this number off the role and deletes it. Done also where there was
  /// none.
  Uni<Void> removeManaged(String roleArn, int number);

  /// Our inline policy's name.
  String inlineName();

  /// The name of our managed policy of this number.
  String managedName(String roleArn, int number);
}
