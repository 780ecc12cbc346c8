package dev.curfew.schemas.event;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A person wants credentials dead.
///
/// @param issuedBefore spare what was issued at or after this moment, which is not after
///   `orderedAt`: what is yet to be issued is refused by a quarantine; absent: spare nothing
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
  /// What a person's clock may be ahead.
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  public RevocationOrdered {
    requireNonNull(orderId, "orderId");
    requireNonNull(scope, "scope");
    if (issuedBefore != null) {
      Require.instant(issuedBefore, "issuedBefore");
    }
    if (quarantineUntil != null) {
      Require.instant(quarantineUntil, "quarantineUntil");
    }
    Require.line(reason, "reason");
    Require.line(person, "person");
    Require.instant(orderedAt, "orderedAt");
    if (issuedBefore != null && issuedBefore.isAfter(orderedAt.plus(CLOCK_SKEW))) {
      throw new IllegalArgumentException("issuedBefore is after the order");
    }
    if (quarantineUntil != null && !quarantineUntil.isAfter(orderedAt)) {
      throw new IllegalArgumentException("quarantineUntil is not after the order");
    }
  }
}
