package dev.curfew.sandbox.aws.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.sandbox.aws.policy.DocumentParser.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// One statement of a policy document. The reasons of refusals are IAM's own words where they are
/// known.
final class StatementParser {
  private static final Set<String> ELEMENTS =
      Set.of(
          "Sid",
          "Effect",
          "Principal",
          "NotPrincipal",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition");

  private static final Pattern SID = Pattern.compile("[0-9A-Za-z]*");
  private static final Pattern ACTION = Pattern.compile("\\*|[\\w*?-]+:[\\w*?]+");
  private static final Pattern RESOURCE = Pattern.compile("\\*|arn:[^:]+:[^:]+:[^:]*:[^:]*:.+");

  private final Kind kind;

  StatementParser(Kind kind) {
    this.kind = kind;
  }

  /// @param place what the statement is called in messages where it has no `Sid`
  Statement parse(JsonNode node, String place) throws MalformedPolicyException {
    JsonElements.requireOnly(node, ELEMENTS);
    String sid = node.path("Sid").asText();
    if (!SID.matcher(sid).matches()) {
      throw new MalformedPolicyException(
          "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular"
              + " expression [0-9A-Za-z]*");
    }
    String label = sid.isEmpty() ? place : sid;
    return new Statement(
        label,
        effect(node),
        principals(node),
        actions(node),
        resources(node),
        new ConditionParser(label).parse(node.path("Condition")));
  }

  private static Effect effect(JsonNode node) throws MalformedPolicyException {
    return switch (node.path("Effect").asText()) {
      case "Allow" -> Effect.ALLOW;
      case "Deny" -> Effect.DENY;
      default ->
          throw new MalformedPolicyException("Syntax errors in policy. Effect is Allow or Deny");
    };
  }

  private Scope actions(JsonNode node) throws MalformedPolicyException {
    String element = exactlyOne(node, "Action", "Policy statement must contain actions.");
    List<String> actions = JsonElements.strings(node.path(element), element);
    for (String action : actions) {
      if (!ACTION.matcher(action).matches()) {
        throw new MalformedPolicyException(
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
      }
      if (kind == Kind.TRUST && !action.startsWith("sts:")) {
        throw new MalformedPolicyException(
            "AssumeRole policy may only specify STS AssumeRole actions.");
      }
    }
    return Scope.ofActions(!element.equals("Action"), actions);
  }

  private Scope resources(JsonNode node) throws MalformedPolicyException {
    if (kind == Kind.TRUST) {
      if (node.has("Resource") || node.has("NotResource")) {
        throw new MalformedPolicyException("Has prohibited field Resource");
      }
      return Scope.EVERYTHING;
    }
    String element = exactlyOne(node, "Resource", "Policy statement must contain resources.");
    List<String> resources = JsonElements.strings(node.path(element), element);
    for (String resource : resources) {
      if (!RESOURCE.matcher(resource).matches()) {
        throw new MalformedPolicyException(
            "Resource %s must be in ARN format or \"*\".".formatted(resource));
      }
    }
    return Scope.ofResources(!element.equals("Resource"), resources);
  }

  /// The name of the element that is there: `Action`, or `NotAction`.
  private static String exactlyOne(JsonNode node, String element, String missing)
      throws MalformedPolicyException {
    String opposite = "Not" + element;
    if (node.has(element) && node.has(opposite)) {
      throw new MalformedPolicyException(
          "Syntax errors in policy. Both %s and %s".formatted(element, opposite));
    }
    String present = node.has(element) ? element : opposite;
    if (node.path(present).isEmpty() && !node.path(present).isTextual()) {
      throw new MalformedPolicyException(missing);
    }
    return present;
  }

  private TrustedPrincipals principals(JsonNode node) throws MalformedPolicyException {
    if (kind == Kind.IDENTITY) {
      if (node.has("Principal") || node.has("NotPrincipal")) {
        throw new MalformedPolicyException("Policy document should not specify a principal.");
      }
      return TrustedPrincipals.NOBODY;
    }
    if (node.has("NotPrincipal")) {
      throw new NotEmulatedException("NotPrincipal in a trust policy");
    }
    JsonNode principal = node.path("Principal");
    if (principal.isTextual() && principal.textValue().equals("*")) {
      return new TrustedPrincipals(Set.of("*"));
    }
    if (!principal.isObject() || principal.isEmpty()) {
      throw new MalformedPolicyException("Missing required field Principal");
    }
    return new TrustedPrincipals(awsPrincipals(principal));
  }

  private static Set<String> awsPrincipals(JsonNode principal) throws MalformedPolicyException {
    Set<String> names = new HashSet<>();
    for (Map.Entry<String, JsonNode> entry : principal.properties()) {
      List<String> values = JsonElements.strings(entry.getValue(), "Principal");
      switch (entry.getKey()) {
        case "AWS" -> names.addAll(values);
        case "Service", "Federated" -> {
          // Cannot call AssumeRole with access keys.
        }
        default ->
            throw new MalformedPolicyException("Invalid principal in policy: " + entry.getKey());
      }
    }
    for (String name : names) {
      if (!TrustedPrincipals.wellFormed(name)) {
        throw new MalformedPolicyException(
            "Invalid principal in policy: \"AWS\":\"%s\"".formatted(name));
      }
    }
    return names;
  }
}
