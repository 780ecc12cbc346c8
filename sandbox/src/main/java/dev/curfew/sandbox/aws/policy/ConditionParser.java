package dev.curfew.sandbox.aws.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.sandbox.aws.policy.Condition.Comparison;
import dev.curfew.sandbox.aws.policy.Condition.Presence;
import dev.curfew.sandbox.aws.policy.Condition.Quantifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A statement's `Condition` block: operators, under each its keys, under each its values.
final class ConditionParser {
  private static final Pattern OPERATOR =
      Pattern.compile("(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?");
  private static final Pattern KEY = Pattern.compile("[\\w-]+:.+");

  private final String statement;

  ConditionParser(String statement) {
    this.statement = statement;
  }

  List<Condition> parse(JsonNode block) throws MalformedPolicyException {
    if (block.isMissingNode()) {
      return List.of();
    }
    List<Condition> conditions = new ArrayList<>();
    for (Map.Entry<String, JsonNode> operator : fields(block, "Condition")) {
      for (Map.Entry<String, JsonNode> key : fields(operator.getValue(), operator.getKey())) {
        List<String> values = JsonElements.scalars(key.getValue(), key.getKey());
        conditions.add(condition(operator.getKey(), key.getKey(), values));
      }
    }
    return conditions;
  }

  private Condition condition(String spelling, String key, List<String> values)
      throws MalformedPolicyException {
    Matcher parts = OPERATOR.matcher(spelling);
    if (!parts.matches()) {
      throw new MalformedPolicyException("Invalid Condition type : " + spelling + ".");
    }
    if (!KEY.matcher(key).matches()) {
      throw new MalformedPolicyException(
          "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
    }
    if (spelling.equals("Null")) {
      return new Presence(key, booleans(values));
    }
    if (Operator.isKnownButNotEmulated(parts.group(2))) {
      throw new NotEmulatedException(
          "condition operator %s on %s in %s".formatted(spelling, key, statement));
    }
    Operator operator =
        Operator.spelled(parts.group(2))
            .orElseThrow(
                () -> new MalformedPolicyException("Invalid Condition type : " + spelling + "."));
    boolean ifExists = parts.group(3) != null;
    return new Comparison(
        key, quantifier(parts, key), operator.negated(), ifExists, tests(operator, values));
  }

  private Quantifier quantifier(Matcher parts, String key) {
    String prefix = parts.group(1);
    if (prefix != null) {
      return prefix.equals("ForAllValues") ? Quantifier.ALL : Quantifier.ANY;
    }
    if (ContextKeys.multivalued(key)) {
      // AWS documents no outcome for it.
      throw new NotEmulatedException(
          "%s, which has many values, without ForAllValues or ForAnyValue in %s"
              .formatted(key, statement));
    }
    return Quantifier.ONE;
  }

  private static List<ValueTest> tests(Operator operator, List<String> values)
      throws MalformedPolicyException {
    List<ValueTest> tests = new ArrayList<>();
    for (String value : values) {
      tests.add(
          operator
              .test(value)
              .orElseThrow(
                  () -> new MalformedPolicyException("Invalid value in condition: " + value)));
    }
    return tests;
  }

  private static List<Boolean> booleans(List<String> values) throws MalformedPolicyException {
    List<Boolean> booleans = new ArrayList<>();
    for (String value : values) {
      if (!value.equals("true") && !value.equals("false")) {
        throw new MalformedPolicyException("Invalid value in condition: " + value);
      }
      booleans.add(Boolean.valueOf(value));
    }
    return booleans;
  }

  private static Iterable<Map.Entry<String, JsonNode>> fields(JsonNode node, String name)
      throws MalformedPolicyException {
    if (!node.isObject()) {
      throw new MalformedPolicyException("Syntax errors in policy. Invalid " + name);
    }
    return node.properties();
  }
}
