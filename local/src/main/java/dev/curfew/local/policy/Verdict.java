package dev.curfew.local.policy;

import dev.curfew.issuer.policy.Decision;
import dev.curfew.issuer.policy.PolicyInput;
import dev.curfew.issuer.policy.RolePolicy;
import dev.curfew.issuer.policy.Rule;

/// What a job would get of a role, and what each rule says.
///
/// @param text lines for people
record Verdict(boolean isAllowed, String text) {

  static Verdict of(RolePolicy role, PolicyInput input) {
    Decision decision = role.decide(input);
    StringBuilder text = new StringBuilder(role.arn()).append("\n  ");
    boolean allowed =
        switch (decision) {
          case Decision.Allowed(var grant) when fits(role, input) -> {
            text.append("allowed by «%s»: %s".formatted(grant.rule(), Summary.terms(role)));
            yield true;
          }
          case Decision.Allowed _ -> {
            text.append(
                "refused: --duration is above %d s".formatted(role.maximumDuration().toSeconds()));
            yield false;
          }
          case Decision.Refused _ -> {
            text.append("refused: ").append(role.barred(input).orElse("no rule of the role holds"));
            yield false;
          }
        };
    text.append("\n");
    for (Rule rule : role.rules()) {
      text.append("    «%s» %s%n".formatted(rule.name(), answer(rule.ask(input))));
    }
    return new Verdict(allowed, text.toString());
  }

  private static boolean fits(RolePolicy role, PolicyInput input) {
    return input.duration().compareTo(role.maximumDuration()) <= 0;
  }

  private static String answer(Rule.Answer answer) {
    return switch (answer) {
      case Rule.Answer.Holds _ -> "holds";
      case Rule.Answer.DoesNotHold _ -> "does not hold";
      case Rule.Answer.Unanswerable(String why) -> "cannot be answered: " + why;
    };
  }
}
