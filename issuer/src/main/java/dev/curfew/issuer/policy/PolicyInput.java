package dev.curfew.issuer.policy;

import static java.util.Objects.requireNonNull;

import dev.curfew.issuer.binding.LookedUpJob;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What is decided on.
///
/// @param claims of the verified token, by name, as they stand in it
/// @param job what GitHub says about the job, where it was asked
/// @param duration how long the credential would live
/// @param credentialId what the credential would be known by
/// @param step name of the step that asks
public record PolicyInput(
    Map<String, Object> claims,
    Optional<LookedUpJob> job,
    String roleArn,
    Duration duration,
    UUID credentialId,
    Optional<String> step) {
  public PolicyInput {
    requireNonNull(job, "job");
    requireNonNull(roleArn, "roleArn");
    requireNonNull(duration, "duration");
    requireNonNull(credentialId, "credentialId");
    requireNonNull(step, "step");
    // A claim can be null, which Map.copyOf would not have.
    claims = Collections.unmodifiableMap(new HashMap<>(claims));
  }
}
