package dev.curfew.issuer.issuance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads requests to the letter: what is misspelt, of another type, said twice or left over is an
/// error. Errors name the field and repeat no value, which might be a token; nor do they carry
/// Jackson's own words, which quote the body.
final class BodyReader {
  /// A name of this form can be somebody's slip, and is no secret.
  private static final Pattern NAME = Pattern.compile("[A-Za-z_]{1,20}");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          // A workflow's shell has its job id as a string.
          .withCoercionConfig(
              LogicalType.Integer,
              number -> number.setCoercion(CoercionInputShape.String, CoercionAction.TryConvert))
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
      // A literal null reads as null, whatever the signature says.
      T read = JSON.readValue(body, type);
      if (read == null) {
        throw invalid("the body is not one JSON object");
      }
      return read;
    } catch (UnrecognizedPropertyException e) {
      String name = e.getPropertyName();
      throw invalid(NAME.matcher(name).matches() ? "unknown field " + name : "an unknown field");
    } catch (JsonMappingException e) {
      throw invalid(where(e));
    } catch (JsonProcessingException e) {
      throw invalid("the body is not JSON");
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory cannot fail", e);
    }
  }

  /// What a request must have; throws [RefusedException] where it has not.
  static <T> T given(String name, @Nullable T value) {
    if (value == null || (value instanceof String text && text.isBlank())) {
      throw invalid(name + " is missing");
    }
    return value;
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
