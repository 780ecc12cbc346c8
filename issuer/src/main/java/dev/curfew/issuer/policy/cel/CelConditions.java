package dev.curfew.issuer.policy.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.validator.CelValidator;
import dev.cel.validator.CelValidatorFactory;
import dev.cel.validator.validators.DurationLiteralValidator;
import dev.cel.validator.validators.TimestampLiteralValidator;
import dev.curfew.issuer.policy.Condition;
import dev.curfew.issuer.policy.ConditionCompiler;
import dev.curfew.issuer.policy.InvalidPolicyException;

/// Compiles conditions in CEL over `claims`, `job` and `request`. What compiles is of the right
/// types, and cannot take long: CEL has no loops but over lists, and those are bounded here, as are
/// expressions, regular expressions (which RE2 runs in linear time) and the lengths of claims.
public final class CelConditions implements ConditionCompiler {
  private static final int LONGEST_EXPRESSION = 4_096;
  private static final int DEEPEST_EXPRESSION = 50;
  private static final int MOST_NODES = 2_000;
  private static final int MOST_ITERATIONS = 1_000;
  private static final int LARGEST_REGEX_PROGRAM = 200;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(LONGEST_EXPRESSION)
          .maxParseRecursionDepth(DEEPEST_EXPRESSION)
          .maxParseExpressionNodeCount(MOST_NODES)
          .comprehensionMaxIterations(MOST_ITERATIONS)
          .maxRegexProgramSize(LARGEST_REGEX_PROGRAM)
          .enableHeterogeneousNumericComparisons(true)
          .build();

  private final CelCompiler compiler;
  private final CelRuntime runtime;
  private final CelValidator validator;

  public CelConditions() {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(Variables.TYPES)
            .setResultType(SimpleType.BOOL);
    Variables.declareIn(builder);
    compiler = builder.build();
    runtime = CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();
    validator =
        CelValidatorFactory.standardCelValidatorBuilder(compiler, runtime)
            .addAstValidators(
                new RegexValidator(LARGEST_REGEX_PROGRAM),
                DurationLiteralValidator.INSTANCE,
                TimestampLiteralValidator.INSTANCE)
            .build();
  }

  @Override
  public Condition compile(String text) {
    if (text.isBlank()) {
      throw new InvalidPolicyException(1, 1, "the condition is empty");
    }
    try {
      CelAbstractSyntaxTree ast = valid(compiler.compile(text));
      return new CelCondition(
          runtime.createProgram(valid(validator.validate(ast))), Part.of(ast, runtime));
    } catch (CelValidationException | CelEvaluationException e) {
      throw new InvalidPolicyException(1, 1, String.valueOf(e.getMessage()));
    }
  }

  private static CelAbstractSyntaxTree valid(CelValidationResult result)
      throws CelValidationException {
    if (!result.getErrors().isEmpty()) {
      throw invalid(result.getErrors().getFirst());
    }
    return result.getAst();
  }

  private static InvalidPolicyException invalid(CelIssue issue) {
    return new InvalidPolicyException(
        Math.max(1, issue.getSourceLocation().getLine()),
        // CEL counts columns from 0.
        Math.max(0, issue.getSourceLocation().getColumn()) + 1,
        Variables.explained(issue.getMessage()));
  }
}
