package dev.curfew.revoker.ledger;

import static java.util.Objects.requireNonNull;

/// A role whose policy may differ from what the ledger says.
///
/// @param urgent whether a person waits for it
public record DirtyRole(String roleArn, boolean urgent) {
  public DirtyRole {
    requireNonNull(roleArn, "roleArn");
  }
}
