package dev.curfew.revoker.ledger;

import dev.curfew.revoker.deny.Session;
import java.util.List;

/// A role that is being brought up to date.
///
/// @param sessions its sessions that have not expired long ago, dead and live
/// @param revoking how many of the dead are not on record as denied yet
public record RoleState(String roleArn, List<Session> sessions, int revoking) {
  public RoleState {
    sessions = List.copyOf(sessions);
  }
}
