package dev.curfew.revoker.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.curfew.schemas.event.OrderScope;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An order, and how far it has come.
///
/// @param receivedAt when Curfew had it
/// @param decidedAt when the revoker's transaction had recorded it
/// @param state [State#DONE] once every credential that it found is dead, and, where it is
///   role-wide, every role's deny stands
public record OrderSummary(
    UUID orderId,
    Scope scope,
    @Nullable Instant issuedBefore,
    @Nullable Instant quarantineUntil,
    String reason,
    String person,
    Instant orderedAt,
    Instant receivedAt,
    Instant decidedAt,
    @Nullable Lift lifted,
    boolean roleWide,
    State state,
    Counts counts) {

  /// As it was given: an order that was decided by older rules than [OrderScope]'s stays readable.
  public record Scope(OrderScope.Kind kind, @Nullable String value) {}

  public record Lift(String reason, String person, Instant liftedAt) {}

  /// Credentials that it found, by what has become of them. They add up to `found`.
  public record Counts(long found, long dying, long denied, long effective, long expired) {}

  public enum State {
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("done")
    DONE
  }
}
