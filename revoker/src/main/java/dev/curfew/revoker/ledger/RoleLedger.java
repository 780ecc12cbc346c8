package dev.curfew.revoker.ledger;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/// Roles: which are dirty, what should stand on them, what was written.
public interface RoleLedger {

  /// Roles that are dirty, or whose denied sessions have all expired, or that are to be verified,
  /// and whose time has come; those that people wait for first.
  Uni<List<DirtyRole>> due();

  Uni<Backlog> backlog();

  /// Lets one writer at a time, across all instances, bring a role up to date; what is written is
  /// recorded in the same transaction in which the role was read. A role that is clean, or held by
  /// another, is left alone. A failed write leaves it dirty.
  ///
  /// @param write from the role's state to what was put on it
  <W extends Written> Uni<Held<W>> hold(String roleArn, Function<RoleState, Uni<W>> write);

  /// Notes that a write failed. A terminal state is audited and published, once for each reason; a
  /// delay is published, once until it is over.
  ///
  /// @return how often it has failed in a row
  Uni<Integer> postpone(String roleArn, Setback setback);

  /// Notes since when a probe was denied for the same reason as these credentials.
  Uni<Void> proven(List<UUID> credentialIds, Instant effectiveAt);
}
