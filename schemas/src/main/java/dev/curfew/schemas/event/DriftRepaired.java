package dev.curfew.schemas.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/// Somebody changed Curfew's policy on a role, and it was put back.
public record DriftRepaired(String roleArn, String policyName, Found found, Instant repairedAt)
    implements RevocationEvent {
  public DriftRepaired {
    Require.roleArn(roleArn, "roleArn");
    Require.text(policyName, "policyName");
    requireNonNull(found, "found");
    Require.instant(repairedAt, "repairedAt");
  }

  /// What stood where the policy should have been.
  public enum Found {
    @JsonProperty("missing")
    MISSING,
    @JsonProperty("edited")
    EDITED,
    /// A managed policy in our name where we want none.
    @JsonProperty("unexpected")
    UNEXPECTED
  }
}
