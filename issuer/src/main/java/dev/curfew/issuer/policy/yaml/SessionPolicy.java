package dev.curfew.issuer.policy.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.curfew.issuer.session.Leash;
import java.util.List;
import java.util.Set;

/// A role's session policy: a JSON policy document. Whether AWS takes its actions and resources is
/// AWS's to say.
final class SessionPolicy {
  private static final Set<String> TOP = Set.of("Version", "Id", "Statement");
  private static final List<String> EFFECTS = List.of("Allow", "Deny");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SessionPolicy() {}

  /// Without blanks, as it counts against the limit.
  static String compact(Value value) {
    JsonNode document = parsed(value);
    if (!document.isObject() || !document.has("Statement")) {
      throw value.invalid("not a policy document: no Statement");
    }
    document
        .fieldNames()
        .forEachRemaining(name -> {
          if (!TOP.contains(name)) {
            throw value.invalid("not a policy document: it has no " + name);
          }
        });
    JsonNode statements = document.get("Statement");
    if (statements.isObject()) {
      checkStatement(value, statements);
    } else if (statements.isArray() && !statements.isEmpty()) {
      statements.forEach(statement -> checkStatement(value, statement));
    } else {
      throw value.invalid("not a policy document: Statement is empty");
    }
    String compact = document.toString();
    if (compact.length() > Leash.LARGEST_OF_ROLE) {
      throw value.invalid(
          "has %d characters without blanks; AWS takes %d, a leash among them, which leaves %d"
              .formatted(compact.length(), Leash.LARGEST_POLICY, Leash.LARGEST_OF_ROLE));
    }
    return compact;
  }

  private static void checkStatement(Value value, JsonNode statement) {
    if (!EFFECTS.contains(statement.path("Effect").asText())) {
      throw value.invalid("not a policy document: a statement's Effect is neither Allow nor Deny");
    }
    if (statement.has("Principal") || statement.has("NotPrincipal")) {
      throw value.invalid("a session policy has no Principal");
    }
  }

  private static JsonNode parsed(Value value) {
    try {
      return JSON.readTree(value.text());
    } catch (JsonProcessingException e) {
      var location = e.getLocation();
      throw location == null
          ? value.invalid("not JSON")
          : value.invalidAt(
              location.getLineNr(), location.getColumnNr(), "not JSON: " + e.getOriginalMessage());
    }
  }
}
