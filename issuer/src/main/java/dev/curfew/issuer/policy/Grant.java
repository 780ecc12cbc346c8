package dev.curfew.issuer.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// The terms under which a role is given.
///
/// @param rule name of the rule that allows it
/// @param maximumDuration the longest that the credential may live
/// @param leash after which the session policy denies everything
/// @param sessionPolicy of the role's own, as JSON without blanks
/// @param tags which session tags the role wants, out of [#TAGS]
/// @param sourceIdentity whether the session names its run and job to CloudTrail
/// @param decisionId by which the second gate knows its decision
public record Grant(
    String rule,
    Duration maximumDuration,
    Optional<Duration> leash,
    Optional<String> sessionPolicy,
    Set<String> tags,
    boolean sourceIdentity,
    Optional<String> decisionId) {
  /// All that a session can be tagged with.
  public static final Set<String> TAGS = Set.of("repository", "commit", "run", "job", "actor");

  public Grant {
    requireNonNull(rule, "rule");
    requireNonNull(maximumDuration, "maximumDuration");
    requireNonNull(leash, "leash");
    requireNonNull(sessionPolicy, "sessionPolicy");
    tags = Set.copyOf(tags);
    requireNonNull(decisionId, "decisionId");
    if (!TAGS.containsAll(tags)) {
      throw new IllegalArgumentException("tags are not all known: " + tags);
    }
  }

  /// The same, with what the second gate calls its decision.
  Grant decidedAs(Optional<String> id) {
    return new Grant(rule, maximumDuration, leash, sessionPolicy, tags, sourceIdentity, id);
  }
}
