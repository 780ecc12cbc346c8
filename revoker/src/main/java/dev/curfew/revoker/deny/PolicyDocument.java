package dev.curfew.revoker.deny;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.curfew.schemas.Sha256;
import java.util.List;

/// An IAM policy document, written without white space: that is how IAM counts it.
public record PolicyDocument(String json) {
  private static final String START = "{\"Version\":\"2012-10-17\",\"Statement\":[";
  private static final String END = "]}";

  /// What a document takes before it says anything.
  static final int EMPTY_CHARACTERS = START.length() + END.length();

  private static final ObjectMapper CANONICAL =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  public PolicyDocument {
    requireNonNull(json, "json");
  }

  static PolicyDocument of(List<Statement> statements) {
    return new PolicyDocument(
        statements.stream().map(Statement::json).collect(joining(",", START, END)));
  }

  /// As IAM counts them.
  public int characters() {
    return json.length();
  }

  /// SHA-256, in hex, of what the document says: white space and the order of keys do not count, so
  /// that what IAM gives back can be compared with what it was given. What is no JSON has one too.
  public String fingerprint() {
    return Sha256.hex(canonical(json).getBytes(UTF_8));
  }

  private static String canonical(String json) {
    try {
      return CANONICAL.writeValueAsString(CANONICAL.readValue(json, Object.class));
    } catch (JsonProcessingException _) {
      return json;
    }
  }
}
