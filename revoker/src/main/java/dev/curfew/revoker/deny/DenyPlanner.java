package dev.curfew.revoker.deny;

import java.time.Instant;
import java.util.List;

/// Sessions in, statements out.
public interface DenyPlanner {

  /// Plans for one role. Expired sessions need no deny.
  ///
  /// @param space characters that the document may take; where the exact one takes more, the plan
  ///   errs towards denying
  DenyPlan plan(List<Session> sessions, Instant now, int space);
}
