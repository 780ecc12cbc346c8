package dev.curfew.revoker.deny;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of one role.
///
/// @param sessions dead and live; those that expire at `now` or before count for nothing, so a
///   caller whose clock is not AWS's gives an earlier `now`
/// @param horizon every session issued before it is among the sessions
/// @param denyBefore an order against the whole role: all that was issued before dies, foreign
///   sessions included. The known ones among them should be dead here: a live one that the order
///   hits counts as collateral
/// @param space what the role has left
public record DenyQuestion(
    List<Session> sessions,
    Instant now,
    Instant horizon,
    @Nullable Instant denyBefore,
    RoleSpace space) {
  public DenyQuestion {
    sessions = List.copyOf(sessions);
    requireNonNull(now, "now");
    IamTime.requireNotLate(horizon, "horizon");
    if (denyBefore != null) {
      IamTime.require(denyBefore, "denyBefore");
    }
    requireNonNull(space, "space");
  }
}
