package dev.curfew.issuer.policy.opa;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.curfew.issuer.policy.PolicyUnavailableException;
import dev.curfew.issuer.policy.SecondGate.Opinion;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// What OPA answers: `{"result": {"allow": true, "reasons": ["…"]}, "decision_id": "…"}`. It leaves
/// the result out where the policy says nothing, and the id where it keeps no log of decisions.
final class OpaAnswer {
  /// Of two answers in one, whichever is read first must not be the one that counts.
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// For a log line.
  private static final int MOST_REASONS = 10;

  private static final int LONGEST_REASON = 200;

  private OpaAnswer() {}

  /// Throws [PolicyUnavailableException] where it says neither yes nor no.
  static Opinion read(byte[] body) {
    JsonNode answer = parsed(body);
    JsonNode allow = answer == null ? null : answer.path("result").path("allow");
    if (answer == null || allow == null || !allow.isBoolean()) {
      throw new PolicyUnavailableException(
          "the second gate answers without a result.allow: is its address that of a package?");
    }
    return new Opinion(
        allow.booleanValue(),
        reasons(answer.path("result").path("reasons")),
        Optional.ofNullable(answer.path("decision_id").textValue()).map(OpaAnswer::printable));
  }

  private static List<String> reasons(JsonNode reasons) {
    return StreamSupport.stream(reasons.spliterator(), false)
        .filter(JsonNode::isTextual)
        .limit(MOST_REASONS)
        .map(reason -> printable(reason.textValue()))
        .toList();
  }

  private static String printable(String text) {
    return text.substring(0, Math.min(text.length(), LONGEST_REASON)).replaceAll("\\p{Cntrl}", "?");
  }

  private static @Nullable JsonNode parsed(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new PolicyUnavailableException("the second gate's answer is not one JSON document", e);
    }
  }
}
