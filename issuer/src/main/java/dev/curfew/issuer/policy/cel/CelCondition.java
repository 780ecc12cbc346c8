package dev.curfew.issuer.policy.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import dev.curfew.issuer.policy.Condition;
import dev.curfew.issuer.policy.PolicyInput;
import dev.curfew.issuer.policy.UnanswerableException;
import java.util.regex.Pattern;

/// A condition that was compiled.
final class CelCondition implements Condition {
  /// What CEL's messages begin with, and what says nothing to whoever reads the rule's name.
  private static final Pattern PREFIX = Pattern.compile("^evaluation error( at <input>:\\d+)?: ");

  private final Program program;
  private final Part whole;

  /// @param whole the same, as it can be asked before the job is known
  CelCondition(Program program, Part whole) {
    this.program = program;
    this.whole = whole;
  }

  @Override
  public boolean mayHold(PolicyInput beforeLookup) {
    Outlook outlook = whole.outlook(Variables.beforeLookup(beforeLookup));
    if (!outlook.mayBeTrue() && outlook.error() != null) {
      throw unanswerable(outlook.error());
    }
    return outlook.mayBeTrue();
  }

  @Override
  public boolean holds(PolicyInput input) {
    try {
      return Boolean.TRUE.equals(program.eval(Variables.of(input)));
    } catch (CelEvaluationException e) {
      throw unanswerable(e);
    }
  }

  private static UnanswerableException unanswerable(CelEvaluationException e) {
    return new UnanswerableException(
        PREFIX.matcher(String.valueOf(e.getMessage())).replaceFirst(""), e);
  }
}
