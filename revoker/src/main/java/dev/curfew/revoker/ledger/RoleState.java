package dev.curfew.revoker.ledger;

import static java.util.Objects.requireNonNull;

import dev.curfew.revoker.deny.DenyQuestion;

/// A role that is being brought up to date.
///
/// @param question what the planner is to answer
/// @param standing what we last put on the role
/// @param revoking how many of the dead are not on record as denied yet
/// @param verify whether it is time to look at what really stands on the role
public record RoleState(
    String roleArn, DenyQuestion question, Standing standing, int revoking, boolean verify) {
  public RoleState {
    requireNonNull(roleArn, "roleArn");
    requireNonNull(question, "question");
    requireNonNull(standing, "standing");
  }
}
