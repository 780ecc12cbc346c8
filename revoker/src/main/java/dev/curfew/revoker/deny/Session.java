package dev.curfew.revoker.deny;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/// A role's session as the planner sees it.
///
/// @param userId `aws:userid`: `ROLEID:session-name`
/// @param issuedAt by AWS's clock, to the second
/// @param expiresAt by AWS's clock, to the second
/// @param dead whether it must be denied
public record Session(String userId, Instant issuedAt, Instant expiresAt, boolean dead) {
  private static final Duration EXPIRY_DOUBT = Duration.ofMinutes(1);

  public Session {
    requireNonNull(userId, "userId");
    requireNonNull(issuedAt, "issuedAt");
    requireNonNull(expiresAt, "expiresAt");
    if (userId.indexOf(':') < 0) {
      throw new IllegalArgumentException("userId is not ROLEID:session-name");
    }
  }

  /// Whether it may still work. A little past its expiry it may: AWS's clock is not ours.
  public boolean mayLive(Instant now) {
    return expiresAt.plus(EXPIRY_DOUBT).isAfter(now);
  }

  /// The part that the session's owner chose.
  String name() {
    return userId.substring(userId.indexOf(':') + 1);
  }
}
