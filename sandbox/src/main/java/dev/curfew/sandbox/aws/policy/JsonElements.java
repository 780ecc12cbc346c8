package dev.curfew.sandbox.aws.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a policy's JSON may hold, whatever the element.
final class JsonElements {
  private JsonElements() {}

  static void requireOnly(JsonNode object, Set<String> allowed) throws MalformedPolicyException {
    if (!object.isObject()) {
      throw new MalformedPolicyException("Syntax errors in policy.");
    }
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!allowed.contains(field.getKey())) {
        throw new MalformedPolicyException(
            "Syntax errors in policy. Unknown field " + field.getKey());
      }
    }
  }

  /// One string, or a list of some.
  static List<String> strings(JsonNode node, String element) throws MalformedPolicyException {
    List<String> strings = new ArrayList<>();
    for (JsonNode each : oneOrMany(node)) {
      if (!each.isTextual()) {
        throw new MalformedPolicyException("Syntax errors in policy. Invalid " + element);
      }
      strings.add(each.textValue());
    }
    return strings;
  }

  /// Condition values may be written as numbers and booleans, too.
  static List<String> scalars(JsonNode node, String key) throws MalformedPolicyException {
    List<String> scalars = new ArrayList<>();
    for (JsonNode each : oneOrMany(node)) {
      if (!each.isValueNode() || each.isNull()) {
        throw new MalformedPolicyException("Syntax errors in policy. Invalid value of " + key);
      }
      scalars.add(each.asText());
    }
    if (scalars.isEmpty()) {
      throw new MalformedPolicyException("Syntax errors in policy. No value of " + key);
    }
    return scalars;
  }

  private static Iterable<JsonNode> oneOrMany(JsonNode node) {
    return node.isArray() ? node : List.of(node);
  }
}
