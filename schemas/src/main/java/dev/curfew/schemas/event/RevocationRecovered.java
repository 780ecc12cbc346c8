package dev.curfew.schemas.event;

import java.time.Instant;

/// A role's deny is written again, after [RevocationStalled] or [RevocationFailed].
public record RevocationRecovered(String roleArn, Instant recoveredAt) implements RevocationEvent {
  public RevocationRecovered {
    Require.roleArn(roleArn, "roleArn");
    Require.instant(recoveredAt, "recoveredAt");
  }
}
