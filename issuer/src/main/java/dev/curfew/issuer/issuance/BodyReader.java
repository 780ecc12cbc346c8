package dev.curfew.issuer.issuance;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads requests to the letter: what is misspelt, of another type, said twice or left over is an
/// error. Errors name the field and repeat no value, which might be a token; nor do they carry
/// Jackson's own words, which quote the body.
final class BodyReader {
  /// A name of this form can be somebody's slip, and is no secret.
  private static final Pattern NAME = Pattern.compile("[A-Za-z_]{1,20}");

  /// Jackson's only sign of it (`DupDetector` and `JsonReadContext`).
  private static final Pattern TWICE = Pattern.compile("Duplicate field '(.*)'", Pattern.DOTALL);

  /// Java would take shorter ones.
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          // Else blanks were no number given.
          .withCoercionConfig(LogicalType.Integer, number -> number.setAcceptBlankAsEmpty(false))
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  List.of(
                          CoercionInputShape.Integer,
                          CoercionInputShape.Float,
                          CoercionInputShape.Boolean)
                      .forEach(shape -> text.setCoercion(shape, CoercionAction.Fail)))
          .build();

  private BodyReader() {}

  /// Throws [RefusedException] where it is no request.
  static <T> T read(byte[] body, Class<T> type) {
    if (body.length == 0) {
      throw invalid("the body is empty");
    }
    try {
      JsonNode tree = JSON.readTree(text(body));
      if (!tree.isObject()) {
        throw invalid("the body is not one JSON object");
      }
      T read = JSON.treeToValue(tree, type);
      requireNoNull(tree);
      return read;
    } catch (UnrecognizedPropertyException e) {
      String name = e.getPropertyName();
      throw invalid(isSlip(name) ? "unknown field " + name : "an unknown field");
    } catch (JsonMappingException e) {
      throw invalid(where(e));
    } catch (JsonProcessingException e) {
      throw invalid(syntax(e));
    }
  }

  /// Jackson would guess at UTF-16 and UTF-32, and takes UTF-8 that is none.
  private static String text(byte[] body) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new RefusedException(Refusal.INVALID_REQUEST, "the body is not UTF-8", e);
    }
  }

  /// A null is no value, though Jackson takes it for a field that is not there. None is of an
  /// unknown field any more.
  private static void requireNoNull(JsonNode read) {
    read.propertyStream()
        .filter(field -> field.getValue().isNull())
        .forEach(field -> {
          throw invalid(field.getKey() + " has the wrong type");
        });
  }

  /// What a request must have; throws [RefusedException] where it has not.
  static <T> T given(String name, @Nullable T value) {
    if (value == null || (value instanceof String text && text.isBlank())) {
      throw invalid(name + " is missing");
    }
    return value;
  }

  /// Throws [RefusedException] where it is not in the 36 characters that a UUID has.
  static UUID uuid(String name, String value) {
    if (!UUID_FORM.matcher(value).matches()) {
      throw invalid(name + " is not a UUID");
    }
    return UUID.fromString(value);
  }

  private static boolean isSlip(String name) {
    return NAME.matcher(name).matches();
  }

  private static String syntax(JsonProcessingException e) {
    Matcher twice = TWICE.matcher(e.getOriginalMessage());
    if (!twice.matches()) {
      return "the body is not JSON";
    }
    return (isSlip(twice.group(1)) ? twice.group(1) : "a field") + " is there twice";
  }

  /// The path holds names of our fields alone: others are refused before their values are read.
  private static String where(JsonMappingException e) {
    return e.getPath().isEmpty() || e.getPath().getFirst().getFieldName() == null
        ? "the body is not one JSON object"
        : e.getPath().getFirst().getFieldName() + " has the wrong type";
  }

  private static RefusedException invalid(String why) {
    return new RefusedException(Refusal.INVALID_REQUEST, why);
  }
}
