package dev.curfew.revoker.enforcement;

import dev.curfew.revoker.deny.PolicyDocument;
import io.smallrye.mutiny.Uni;

/// Curfew's own policies on a role; nobody else's is touched. All writes may be repeated. What
/// cannot be done fails with [PolicyWriteException].
public interface RolePolicies {

  /// What stands on the role now, ours and others'.
  Uni<StandingPolicies> read(String roleArn);

  /// Puts the document in place of whatever inline policy Curfew had there.
  Uni<Void> putInline(String roleArn, PolicyDocument document);

  /// Done also where there was none.
  Uni<Void> removeInline(String roleArn);

  /// Has the role's managed policy of that number say this, and attaches it.
  Uni<Void> putManaged(String roleArn, int number, PolicyDocument document);

  /// Detaches and deletes it; done also where there was none.
  Uni<Void> removeManaged(String roleArn, int number);

  /// The inline policy's name.
  String inlineName();

  /// The name of the role's managed policy of that number.
  String managedName(String roleArn, int number);
}
