package dev.curfew.revoker.ledger;

import java.util.List;

/// What an order would hit.
///
/// @param credentials Curfew's, that are alive
/// @param roleWide whether it denies everything that the roles issued before its date: foreign
///   sessions, of which Curfew knows nothing, besides
/// @param roles by role; an order for a role names it also where no credential of it is known
public record OrderPreview(long credentials, boolean roleWide, List<Role> roles) {
  public OrderPreview {
    roles = List.copyOf(roles);
  }

  public record Role(String roleArn, long credentials) {}
}
