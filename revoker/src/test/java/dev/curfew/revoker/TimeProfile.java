package dev.curfew.revoker;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/// A revoker in a hurry, whose writes depend on nothing but the sessions that tests make.
public final class TimeProfile implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "curfew.revoker.proof.enabled", "false",
        "curfew.revoker.horizon.allowance", "1s",
        "curfew.revoker.sweep.interval", "500ms",
        "curfew.revoker.sweep.revoke-overdue", "true");
  }
}
