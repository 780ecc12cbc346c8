package dev.curfew.revoker.ledger.postgres;

import java.util.UUID;

/// A credential that must die from now on.
///
/// @param urgent whether a person wants it dead
record Decided(UUID credentialId, String roleArn, boolean urgent) {
  static Decided of(Object[] row, boolean urgent) {
    return new Decided((UUID) row[0], (String) row[1], urgent);
  }
}
