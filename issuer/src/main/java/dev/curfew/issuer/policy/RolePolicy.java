package dev.curfew.issuer.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Who may have a role, and under which terms.
///
/// @param arn the role's
/// @param sourceIdentity whether sessions name their run and job to CloudTrail: the role's trust
///   must allow `sts:SetSourceIdentity`
/// @param allowsPullRequestTarget whether workflows may have it that run with the base repository's
///   rights on a stranger's pull request
/// @param allowsSelfHosted whether jobs may have it that do not run on GitHub's own runners
/// @param rules any of which is enough
public record RolePolicy(
    String arn,
    Duration maximumDuration,
    Optional<Duration> leash,
    Optional<String> sessionPolicy,
    Set<String> tags,
    boolean sourceIdentity,
    boolean allowsPullRequestTarget,
    boolean allowsSelfHosted,
    List<Rule> rules) {
  public RolePolicy {
    requireNonNull(arn, "arn");
    requireNonNull(maximumDuration, "maximumDuration");
    requireNonNull(leash, "leash");
    requireNonNull(sessionPolicy, "sessionPolicy");
    tags = Set.copyOf(tags);
    rules = List.copyOf(rules);
  }

  /// Allowed by the first rule that holds. A rule without an answer allows nothing, and hinders no
  /// other.
  public Decision decide(PolicyInput input) {
    return decide(input, rule -> rule.ask(input));
  }

  private Decision decide(PolicyInput input, Function<Rule, Rule.Answer> asking) {
    Optional<String> barred = barred(input);
    if (barred.isPresent()) {
      return new Decision.Refused(barred.get());
    }
    List<String> unanswerable = new ArrayList<>();
    for (Rule rule : rules) {
      switch (asking.apply(rule)) {
        case Rule.Answer.Holds _ -> {
          return new Decision.Allowed(grant(rule));
        }
        case Rule.Answer.DoesNotHold _ -> {}
        case Rule.Answer.Unanswerable(String why) ->
            unanswerable.add("«" + rule.name() + "» cannot be answered: " + why);
      }
    }
    return new Decision.Refused(
        unanswerable.isEmpty()
            ? "no rule of the role holds"
            : "no rule of the role holds; " + String.join("; ", unanswerable));
  }

  /// Why no rule is asked, if so.
  public Optional<String> barred(PolicyInput input) {
    if (!allowsPullRequestTarget
        && "pull_request_target".equals(input.claims().get("event_name"))) {
      return Optional.of("the role is not for pull_request_target");
    }
    // What does not say that it is GitHub's runner is none.
    if (!allowsSelfHosted && !"github-hosted".equals(input.claims().get("runner_environment"))) {
      return Optional.of("the role is not for self-hosted runners");
    }
    return Optional.empty();
  }

  /// See [Policy#rulesOut].
  Optional<String> rulesOut(PolicyInput beforeLookup) {
    return decide(beforeLookup, rule -> rule.askBeforeLookup(beforeLookup))
            instanceof Decision.Refused refused
        ? Optional.of(refused.reason())
        : Optional.empty();
  }

  private Grant grant(Rule rule) {
    return new Grant(
        rule.name(), maximumDuration, leash, sessionPolicy, tags, sourceIdentity, Optional.empty());
  }
}
