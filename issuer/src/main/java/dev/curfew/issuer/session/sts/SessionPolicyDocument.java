package dev.curfew.issuer.session.sts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.curfew.issuer.session.Leash;
import dev.curfew.issuer.session.SessionRequest;
import java.time.Instant;
import java.util.Optional;

/// The session policy: what the role's own says, and the leash.
final class SessionPolicyDocument {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// A session policy grants nothing: it is what is left of the role's permissions.
  private static final String ALL =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}\
      """;

  private SessionPolicyDocument() {}

  /// Empty where the session may do what its role may, to the end that STS knows.
  static Optional<String> of(SessionRequest request) {
    return request
        .leash()
        .map(end -> joined(request.policy().orElse(ALL), end))
        .or(request::policy);
  }

  private static String joined(String policy, Instant end) {
    try {
      ObjectNode document = (ObjectNode) JSON.readTree(policy);
      JsonNode own = document.get("Statement");
      ArrayNode statements = own.isArray() ? (ArrayNode) own : JSON.createArrayNode().add(own);
      JSON.readTree("[" + Leash.statements(end) + "]").forEach(statements::add);
      return document.set("Statement", statements).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the role's session policy is not JSON", e);
    }
  }
}
