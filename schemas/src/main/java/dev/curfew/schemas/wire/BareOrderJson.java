package dev.curfew.schemas.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The words of a bare order, as texts. What is misspelt, of another type, said twice or left over
/// is an error that names the field.
record BareOrderJson(
    @Nullable Scope scope,
    @Nullable String lift,
    @Nullable String issuedBefore,
    @Nullable String quarantineUntil,
    @Nullable String reason,
    @Nullable String person) {
  /// A name of this form can be somebody's slip; another one is not repeated.
  private static final Pattern NAME = Pattern.compile("[A-Za-z_-]{1,40}");

  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .withCoercionConfig(
              LogicalType.Textual,
              text ->
                  List.of(
                          CoercionInputShape.Integer,
                          CoercionInputShape.Float,
                          CoercionInputShape.Boolean)
                      .forEach(shape -> text.setCoercion(shape, CoercionAction.Fail)))
          .build()
          .readerFor(BareOrderJson.class);

  record Scope(@Nullable String kind, @Nullable String value) {}

  static BareOrderJson read(byte[] json) {
    try {
      // A literal null reads as null, whatever the signature says.
      if (READER.readValue(json) instanceof BareOrderJson order) {
        return order;
      }
      throw new InvalidOrderException("not one JSON object");
    } catch (UnrecognizedPropertyException e) {
      throw new InvalidOrderException(
          NAME.matcher(e.getPropertyName()).matches()
              ? "unknown field " + path(e)
              : "an unknown field");
    } catch (JsonMappingException e) {
      throw new InvalidOrderException(
          e.getPath().isEmpty() ? "not one JSON object" : path(e) + " has the wrong type");
    } catch (JacksonException e) {
      throw new InvalidOrderException("not JSON, or a field is there twice");
    } catch (IOException e) {
      throw new InvalidOrderException("not readable");
    }
  }

  /// Names of ours alone: others are refused before their values are read.
  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(Reference::getFieldName)
        .filter(Objects::nonNull)
        .collect(Collectors.joining("."));
  }
}
