package dev.curfew.sandbox.aws.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads a policy document as strictly as IAM does when it stores one:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>.
final class DocumentParser {
  /// Decides which elements a statement must have and which it must not.
  enum Kind {
    IDENTITY,
    TRUST
  }

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private static final Set<String> ELEMENTS = Set.of("Version", "Id", "Statement");

  /// Only documents of this version have policy variables; in older ones `${` is plain text.
  private static final String WITH_VARIABLES = "2012-10-17";

  private static final Set<String> VERSIONS = Set.of("2008-10-17", WITH_VARIABLES);

  private final Kind kind;

  DocumentParser(Kind kind) {
    this.kind = kind;
  }

  List<Statement> parse(String json) throws MalformedPolicyException {
    JsonNode document = read(json);
    JsonElements.requireOnly(document, ELEMENTS);
    String version = document.path("Version").asText("2008-10-17");
    if (!VERSIONS.contains(version)) {
      throw new MalformedPolicyException("The policy must contain a valid version string");
    }
    if (version.equals(WITH_VARIABLES)) {
      refuseVariables(document.path("Statement"));
    }
    return statements(document.path("Statement"));
  }

  private static JsonNode read(String json) throws MalformedPolicyException {
    JsonNode document;
    try {
      document = JSON.readValue(json);
    } catch (JsonProcessingException e) {
      throw new MalformedPolicyException("This policy contains invalid Json");
    }
    if (!document.isObject()) {
      throw new MalformedPolicyException("Syntax errors in policy.");
    }
    return document;
  }

  private List<Statement> statements(JsonNode node) throws MalformedPolicyException {
    List<JsonNode> nodes = new ArrayList<>();
    if (node.isObject()) {
      nodes.add(node);
    } else if (node.isArray()) {
      node.forEach(nodes::add);
    }
    if (nodes.isEmpty()) {
      throw new MalformedPolicyException("Missing required field Statement");
    }
    StatementParser parser = new StatementParser(kind);
    List<Statement> statements = new ArrayList<>();
    Set<String> sids = new HashSet<>();
    for (JsonNode each : nodes) {
      statements.add(parser.parse(each, "statement " + (statements.size() + 1)));
      if (each.has("Sid") && !sids.add(each.path("Sid").asText())) {
        throw new MalformedPolicyException(
            "Statement IDs (SID) in a single policy must be unique.");
      }
    }
    return statements;
  }

  private static void refuseVariables(JsonNode node) {
    if (node.isTextual() && node.textValue().contains("${")) {
      throw new NotEmulatedException("policy variable in \"" + node.textValue() + "\"");
    }
    node.forEach(DocumentParser::refuseVariables);
  }
}
