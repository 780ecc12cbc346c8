package dev.curfew.issuer.policy.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.PartialVars;
import dev.cel.runtime.Program;
import java.util.List;

/// A condition, taken apart at its `&&`, `||`, `!` and `?:`.
///
/// CEL's own unknowns do not tell all: of an error beside an unknown it makes an unknown, and so it
/// does of a choice by an unknown between what is false and what is false. Taken apart, each is
/// what it is: nothing that could be asked would make it true.
sealed interface Part {

  Outlook outlook(PartialVars known);

  /// Throws where CEL does not take what it took as a whole.
  static Part of(CelAbstractSyntaxTree ast, CelRuntime runtime) throws CelEvaluationException {
    return of(ast.getExpr(), ast, runtime);
  }

  private static Part of(CelExpr expr, CelAbstractSyntaxTree ast, CelRuntime runtime)
      throws CelEvaluationException {
    if (expr.getKind() == Kind.CALL) {
      CelCall call = expr.call();
      List<CelExpr> args = call.args();
      String function = call.function();
      if (function.equals(Operator.LOGICAL_AND.getFunction())) {
        return new And(of(args.get(0), ast, runtime), of(args.get(1), ast, runtime));
      }
      if (function.equals(Operator.LOGICAL_OR.getFunction())) {
        return new Or(of(args.get(0), ast, runtime), of(args.get(1), ast, runtime));
      }
      if (function.equals(Operator.LOGICAL_NOT.getFunction())) {
        return new Not(of(args.get(0), ast, runtime));
      }
      if (function.equals(Operator.CONDITIONAL.getFunction())) {
        return new Choice(
            of(args.get(0), ast, runtime),
            of(args.get(1), ast, runtime),
            of(args.get(2), ast, runtime));
      }
    }
    return new Undivided(
        runtime.createProgram(
            CelAbstractSyntaxTree.newCheckedAst(
                expr, ast.getSource(), ast.getReferenceMap(), ast.getTypeMap())));
  }

  record And(Part left, Part right) implements Part {
    @Override
    public Outlook outlook(PartialVars known) {
      return left.outlook(known).and(right.outlook(known));
    }
  }

  record Or(Part left, Part right) implements Part {
    @Override
    public Outlook outlook(PartialVars known) {
      return left.outlook(known).or(right.outlook(known));
    }
  }

  record Not(Part part) implements Part {
    @Override
    public Outlook outlook(PartialVars known) {
      return part.outlook(known).negated();
    }
  }

  record Choice(Part condition, Part whenTrue, Part whenFalse) implements Part {
    @Override
    public Outlook outlook(PartialVars known) {
      return condition.outlook(known).choose(whenTrue.outlook(known), whenFalse.outlook(known));
    }
  }

  /// What is not taken apart any further.
  record Undivided(Program program) implements Part {
    @Override
    public Outlook outlook(PartialVars known) {
      try {
        return program.eval(known) instanceof Boolean value
            ? Outlook.certain(value)
            : Outlook.open();
      } catch (CelEvaluationException e) {
        return Outlook.failed(e);
      }
    }
  }
}
