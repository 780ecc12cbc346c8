package dev.curfew.revoker.ledger;

import java.util.List;

/// What an order would hit.
///
/// @param credentials Curfew's, that are alive
/// @param roleWide whether it denies everything that the roles issued before its date: foreign
///   sessions, of which Curfew knows nothing, besides
/// @param roles by role; a role-wide order names those that it denies also where no credential of
///   theirs is alive
public record OrderPreview(long credentials, boolean roleWide, List<Role> roles) {
  public OrderPreview {
    roles = List.copyOf(roles);
  }

  /// A role that it would touch.
  ///
  /// @param known whether Curfew has ever heard of it: an order for a role may name any
  public record Role(String roleArn, long credentials, boolean known) {}
}
