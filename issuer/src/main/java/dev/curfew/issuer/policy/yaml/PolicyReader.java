package dev.curfew.issuer.policy.yaml;

import dev.curfew.issuer.policy.Condition;
import dev.curfew.issuer.policy.ConditionCompiler;
import dev.curfew.issuer.policy.Grant;
import dev.curfew.issuer.policy.InvalidPolicyException;
import dev.curfew.issuer.policy.PolicySet;
import dev.curfew.issuer.policy.RolePolicy;
import dev.curfew.issuer.policy.Rule;
import dev.curfew.schemas.event.IssuanceRefused;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads a policy's file to the letter: what is unknown, said twice, of another type or out of
/// bounds is an error with its line and column.
public final class PolicyReader {
  /// STS's own bounds (STS API Reference, «AssumeRole»).
  private static final int SHORTEST_SESSION = 900;

  private static final int LONGEST_SESSION = 43_200;

  /// What a session lives at least with a leash; renewing more often helps nobody.
  private static final int SHORTEST_LEASH = 60;

  private static final Pattern RULE_NAME = Pattern.compile("[^\\p{Cntrl}]{1,100}");

  private final ConditionCompiler conditions;

  public PolicyReader(ConditionCompiler conditions) {
    this.conditions = conditions;
  }

  /// Throws [InvalidPolicyException] where it is no policy.
  public PolicySet read(byte[] file) {
    Fields top = Document.root(file).fields();
    PolicySet policy = new PolicySet(distinct(top.required("roles"), this::role, RolePolicy::arn));
    top.end();
    return policy;
  }

  private RolePolicy role(Value value) {
    Fields fields = value.fields();
    RolePolicy role =
        new RolePolicy(
            arn(fields.required("role")),
            Duration.ofSeconds(
                fields
                    .required("maximum_duration_seconds")
                    .integer(SHORTEST_SESSION, LONGEST_SESSION)),
            fields
                .optional("leash_seconds")
                .map(leash -> Duration.ofSeconds(leash.integer(SHORTEST_LEASH, LONGEST_SESSION))),
            fields.optional("session_policy").map(SessionPolicy::compact),
            fields.optional("tags").map(PolicyReader::tags).orElse(Set.of()),
            fields.optional("source_identity").map(Value::bool).orElse(false),
            fields.optional("pull_request_target").map(Value::bool).orElse(false),
            fields.optional("self_hosted").map(Value::bool).orElse(false),
            rules(fields.required("rules")));
    fields.end();
    return role;
  }

  /// In the form that events have it: of another one nothing could be issued.
  private static String arn(Value value) {
    if (!IssuanceRefused.isRoleArn(value.text())) {
      throw value.invalid("not the ARN of a role; patterns are not taken");
    }
    return value.text();
  }

  private List<Rule> rules(Value value) {
    List<Rule> rules = distinct(value, this::rule, Rule::name);
    if (rules.isEmpty()) {
      throw value.invalid("a role without rules is nobody's");
    }
    return rules;
  }

  private Rule rule(Value value) {
    Fields fields = value.fields();
    String name = fields.required("name").matching(RULE_NAME, "not a name of 1 to 100 characters");
    Rule rule = new Rule(name, condition(fields.required("when")));
    fields.end();
    return rule;
  }

  private Condition condition(Value value) {
    String text = value.scalar();
    try {
      return conditions.compile(text);
    } catch (InvalidPolicyException e) {
      throw value.invalidAt(e.line(), e.column(), e.why());
    }
  }

  private static Set<String> tags(Value value) {
    Function<Value, String> tag =
        each -> {
          if (!Grant.TAGS.contains(each.text())) {
            throw each.invalid(
                "not one of " + String.join(", ", Grant.TAGS.stream().sorted().toList()));
          }
          return each.text();
        };
    return Set.copyOf(distinct(value, tag, Function.identity()));
  }

  /// No two of one name.
  private static <T> List<T> distinct(
      Value list, Function<Value, T> read, Function<T, String> name) {
    Set<String> names = new HashSet<>();
    return list.elements().stream()
        .map(element -> {
          T item = read.apply(element);
          if (!names.add(name.apply(item))) {
            throw element.invalid("there is another " + name.apply(item));
          }
          return item;
        })
        .toList();
  }
}
