package dev.curfew.revoker.ledger;

import static java.util.Objects.requireNonNull;

import dev.curfew.revoker.deny.DenyQuestion;
import org.jspecify.annotations.Nullable;

/// A role that is being brought up to date.
///
/// @param question what the planner is to answer
/// @param standing what we last put on the role
/// @param roleArn without its path: IAM's calls take none
/// @param assumedArn with its path, of one of the dead that are not on record as denied yet; null
///   where there are none
/// @param verify whether it is time to look at what really stands on the role
public record RoleState(
    String roleArn,
    DenyQuestion question,
    Standing standing,
    @Nullable String assumedArn,
    boolean verify) {
  public RoleState {
    requireNonNull(roleArn, "roleArn");
    requireNonNull(question, "question");
    requireNonNull(standing, "standing");
  }
}
