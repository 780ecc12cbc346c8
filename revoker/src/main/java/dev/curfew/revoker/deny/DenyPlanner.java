package dev.curfew.revoker.deny;

/// Sessions in, statements out.
public interface DenyPlanner {

  /// Plans for one role. Every dead session is denied, whatever that costs.
  ///
  /// @throws NoRoomException if not even the coarsest deny fits
  DenyPlan plan(DenyQuestion question);
}
