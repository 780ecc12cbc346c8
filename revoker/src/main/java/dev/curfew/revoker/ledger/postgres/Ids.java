package dev.curfew.revoker.ledger.postgres;

import java.util.Collection;
import java.util.UUID;

/// Ids as a parameter for `cast(:ids as uuid[])`.
final class Ids {
  private Ids() {}

  static UUID[] array(Collection<UUID> ids) {
    return ids.toArray(UUID[]::new);
  }
}
