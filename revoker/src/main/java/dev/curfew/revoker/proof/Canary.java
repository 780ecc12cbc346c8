package dev.curfew.revoker.proof;

import static java.util.Objects.requireNonNull;

import dev.curfew.revoker.deny.Session;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/// A session of the role that is denied together with the dead ones, and that we hold.
///
/// @param session as the planner sees it: dead
/// @param denied asks AWS once whether it is explicitly denied
public record Canary(Session session, Supplier<Uni<Boolean>> denied) {
  public Canary {
    requireNonNull(session, "session");
    requireNonNull(denied, "denied");
  }
}
