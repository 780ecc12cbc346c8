package dev.curfew.issuer.session;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// The session that is wanted.
///
/// @param duration as STS knows it: 900 s to 12 h
/// @param leash the moment from which the session itself denies everything, in whole seconds; it
///   needs nobody to act on it
/// @param policy of the role's own, as JSON: the session may do no more than this
/// @param tags session tags by key
/// @param sourceIdentity what CloudTrail shows of every call, through chained roles as well
public record SessionRequest(
    String roleArn,
    SessionName name,
    Duration duration,
    Optional<Instant> leash,
    Optional<String> policy,
    Map<String, String> tags,
    Optional<String> sourceIdentity) {
  /// The longest session that any role gives to anybody: the least that a role's maximum can be,
  /// and the most where a session assumes another role (role chaining).
  public static final Duration ALWAYS_GIVEN = Duration.ofHours(1);

  public SessionRequest {
    requireNonNull(roleArn, "roleArn");
    requireNonNull(name, "name");
    requireNonNull(duration, "duration");
    requireNonNull(leash, "leash");
    requireNonNull(policy, "policy");
    tags = Map.copyOf(tags);
    requireNonNull(sourceIdentity, "sourceIdentity");
  }
}
