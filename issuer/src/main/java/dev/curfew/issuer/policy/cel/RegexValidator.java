package dev.curfew.issuer.policy.cel;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.bundle.Cel;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.validator.CelAstValidator;
import java.util.Optional;
import java.util.stream.Stream;

/// Regular expressions that `matches` is given as they stand: by RE2, which is what runs them.
/// CEL's own validator asks Java's, which takes others.
final class RegexValidator implements CelAstValidator {
  private final int largestProgram;

  /// @param largestProgram in RE2's instructions
  RegexValidator(int largestProgram) {
    this.largestProgram = largestProgram;
  }

  @Override
  public void validate(CelNavigableAst ast, Cel cel, IssuesFactory issues) {
    ast.getRoot()
        .allNodes()
        .map(CelNavigableExpr::expr)
        .flatMap(RegexValidator::regex)
        .forEach(regex ->
            trouble(regex.constant().stringValue())
                .ifPresent(why -> issues.addError(regex.id(), why)));
  }

  /// The last argument, whether it is `text.matches(regex)` or `matches(text, regex)`.
  private static Stream<CelExpr> regex(CelExpr expression) {
    return expression.getKind() == Kind.CALL && expression.call().function().equals("matches")
        ? Stream.of(expression.call().args().getLast()).filter(RegexValidator::isText)
        : Stream.empty();
  }

  private static boolean isText(CelExpr expression) {
    return expression.getKind() == Kind.CONSTANT
        && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE;
  }

  private Optional<String> trouble(String regex) {
    try {
      int size = Pattern.compile(regex).programSize();
      return size <= largestProgram
          ? Optional.empty()
          : Optional.of(
              "regular expression of %d instructions, above %d".formatted(size, largestProgram));
    } catch (PatternSyntaxException e) {
      return Optional.of("no regular expression: " + e.getDescription());
    }
  }
}
