package dev.curfew.schemas.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A person wants credentials dead.
///
/// @param issuedBefore spare what was issued at or after this moment; absent: spare nothing
/// @param quarantineUntil also refuse new credentials until then, which is after `orderedAt`;
///   absent: do not
public record RevocationOrdered(
    UUID orderId,
    OrderScope scope,
    @Nullable Instant issuedBefore,
    @Nullable Instant quarantineUntil,
    String reason,
    String person,
    Instant orderedAt)
    implements OrderEvent {
  public RevocationOrdered {
    requireNonNull(orderId, "orderId");
    requireNonNull(scope, "scope");
    if (issuedBefore != null) {
      Require.instant(issuedBefore, "issuedBefore");
    }
    if (quarantineUntil != null) {
      Require.instant(quarantineUntil, "quarantineUntil");
    }
    Require.text(reason, "reason");
    Require.text(person, "person");
    Require.instant(orderedAt, "orderedAt");
    if (quarantineUntil != null && !quarantineUntil.isAfter(orderedAt)) {
      throw new IllegalArgumentException("quarantineUntil is not after the order");
    }
  }
}
