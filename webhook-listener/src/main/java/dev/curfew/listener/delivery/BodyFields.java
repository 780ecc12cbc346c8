package dev.curfew.listener.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The few fields of a body that tell its meaning, read in one pass that keeps nothing else.
///
/// Texts and integers are taken alike, since ids have been seen as both; whatever else stands where
/// one of them should is as good as absent.
final class BodyFields {
  /// GitHub's bodies are less than ten deep.
  private static final int DEEPEST = 100;

  /// In bytes. Longer than any value that we read; a longer one is as good as absent, and not worth
  /// the memory.
  private static final int LONGEST_TEXT = 64 * 1024;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          // A name that stands twice means one thing to us and another to the next reader.
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // GitHub writes UTF-8, as JSON between strangers must be (RFC 8259, section 8.1).
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(LONGEST_TEXT)
                  .build())
          .build();

  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,18}");

  private final byte[] body;
  private final Map<String, String> texts = new HashMap<>();
  private final List<StepFields> steps = new ArrayList<>();

  private BodyFields(byte[] body) {
    this.body = body;
  }

  /// Reads to the end, and so believes nothing of a body that is no JSON there; or only until
  /// enough is known to ignore it.
  ///
  /// @param ignorable asked after each member of the body's object
  /// @throws IOException where the body is not one JSON object
  static BodyFields read(byte[] body, WantedFields wanted, Predicate<BodyFields> ignorable)
      throws IOException {
    BodyFields fields = new BodyFields(body);
    try (JsonParser json = JSON.createParser(body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("body is no object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        fields.member(json, wanted, "");
        if (ignorable.test(fields)) {
          return fields;
        }
      }
      if (json.nextToken() != null) {
        throw new IOException("something follows the body");
      }
    }
    return fields;
  }

  /// The field at a path of names with dots between; null where it is absent.
  @Nullable String text(String path) {
    return texts.get(path);
  }

  /// A text that the meaning depends on.
  ///
  /// @throws IllegalArgumentException where it is absent
  String required(String path) {
    String text = text(path);
    if (text == null) {
      throw new IllegalArgumentException(path + " is missing");
    }
    return text;
  }

  boolean says(String path, String text) {
    return text.equals(texts.get(path));
  }

  /// Empty where the field is absent, or no integer.
  OptionalLong number(String path) {
    String text = texts.get(path);
    return text != null && DECIMAL.matcher(text).matches()
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  /// In their order; only what is an object.
  List<StepFields> steps() {
    return steps;
  }

  private void object(JsonParser json, WantedFields wanted, String prefix) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      member(json, wanted, prefix);
    }
  }

  private void member(JsonParser json, WantedFields wanted, String prefix) throws IOException {
    WantedFields inner = wanted.named(json.currentName());
    JsonToken value = json.nextToken();
    if (inner == null) {
      json.skipChildren();
    } else if (value == JsonToken.START_OBJECT && !inner.isLeaf()) {
      object(json, inner, prefix + json.currentName() + ".");
    } else if (value == JsonToken.START_ARRAY && inner.isSteps()) {
      readSteps(json);
    } else if (inner.isLeaf() && isText(json, value)) {
      texts.put(prefix + json.currentName(), json.getText());
    } else {
      json.skipChildren();
    }
  }

  private void readSteps(JsonParser json) throws IOException {
    for (JsonToken token = json.nextToken();
        token != JsonToken.END_ARRAY;
        token = json.nextToken()) {
      if (token == JsonToken.START_OBJECT) {
        steps.add(step(json));
      } else {
        json.skipChildren();
      }
    }
  }

  private StepFields step(JsonParser json) throws IOException {
    String name = null;
    String status = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      if (isText(json, json.nextToken())) {
        switch (field) {
          case "name" -> name = json.getText();
          case "status" -> status = json.getText();
          default -> {}
        }
      } else {
        json.skipChildren();
      }
    }
    return new StepFields(name, status);
  }

  /// Whether there is one, and not too long.
  private boolean isText(JsonParser json, @Nullable JsonToken token) {
    return token == JsonToken.VALUE_NUMBER_INT
        || (token == JsonToken.VALUE_STRING && isShort(json.currentLocation().getByteOffset()));
  }

  /// Whether a string ends soon. The parser has read its opening quote alone: it would fail at a
  /// long one, and could not go on behind it.
  private boolean isShort(long begin) {
    long end = Math.min(body.length, begin + LONGEST_TEXT);
    for (int at = (int) begin; at < end; at++) {
      if (body[at] == '"') {
        return true;
      }
      if (body[at] == '\\') {
        at++;
      }
    }
    return false;
  }

  /// A step of a job.
  record StepFields(@Nullable String name, @Nullable String status) {
    boolean isCompleted() {
      return "completed".equals(status);
    }
  }
}
