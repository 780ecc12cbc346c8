package dev.curfew.local.plan;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.curfew.local.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;

/// One JSON value and nothing after it, no field twice.
final class StrictJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private StrictJson() {}

  static JsonNode parse(byte[] bytes) {
    try (JsonParser parser = JSON.createParser(bytes)) {
      try {
        JsonNode value = JSON.readTree(parser);
        if (value == null) {
          throw new InvalidInputException("the input is empty");
        }
        if (parser.nextToken() != null) {
          throw new InvalidInputException("the input goes on after its end" + at(parser));
        }
        return value;
      } catch (JsonProcessingException e) {
        throw new InvalidInputException(
            path(parser.getParsingContext())
                + (isDuplicate(e) ? "is there twice" : "is not JSON")
                + at(parser));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot be read", e);
    }
  }

  private static boolean isDuplicate(JsonProcessingException e) {
    return e instanceof StreamReadException && e.getOriginalMessage().startsWith("Duplicate field");
  }

  private static String at(JsonParser parser) {
    var location = parser.currentLocation();
    return " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }

  private static String path(JsonStreamContext context) {
    StringBuilder path = new StringBuilder();
    for (JsonStreamContext each = context;
        each != null && !each.inRoot();
        each = each.getParent()) {
      if (each.inArray()) {
        path.insert(0, "[" + Math.max(0, each.getCurrentIndex()) + "]");
      } else if (each.getCurrentName() != null) {
        path.insert(0, "." + each.getCurrentName());
      }
    }
    return path.isEmpty()
        ? "the input "
        : Field.shown(path.substring(path.charAt(0) == '.' ? 1 : 0)) + ": ";
  }
}
