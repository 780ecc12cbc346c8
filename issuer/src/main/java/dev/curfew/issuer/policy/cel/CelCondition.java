package dev.curfew.issuer.policy.cel;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.curfew.issuer.policy.Condition;
import dev.curfew.issuer.policy.PolicyInput;
import dev.curfew.issuer.policy.UnanswerableException;
import java.util.regex.Pattern;

/// A condition that was compiled.
final class CelCondition implements Condition {
  /// What CEL's messages begin with, and what says nothing to whoever reads the rule's name.
  private static final Pattern PREFIX = Pattern.compile("^evaluation error( at <input>:\\d+)?: ");

  private final CelRuntime.Program program;
  private final boolean concernsJob;

  CelCondition(CelRuntime.Program program, boolean concernsJob) {
    this.program = program;
    this.concernsJob = concernsJob;
  }

  @Override
  public boolean concernsJob() {
    return concernsJob;
  }

  @Override
  public boolean holds(PolicyInput input) {
    try {
      return Boolean.TRUE.equals(program.eval(Variables.of(input)));
    } catch (CelEvaluationException e) {
      throw new UnanswerableException(
          PREFIX.matcher(String.valueOf(e.getMessage())).replaceFirst(""), e);
    }
  }
}
