package dev.curfew.revoker.deny;

/// Others' policies leave no room on the role for even the coarsest deny.
public final class NoRoomException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoRoomException(RoleSpace space) {
    super(
        "no deny fits: %d inline characters and %d managed policies are left"
            .formatted(space.inlineLeft(), space.managedLeft()));
  }
}
