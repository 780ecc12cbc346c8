package dev.curfew.local.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.curfew.local.InvalidInputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// A value of the input and where it is, as `sessions[3].issuedAt`.
record Field(String path, JsonNode value) {
  private static final Pattern INSTANT =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");

  /// Of a path: enough to find the field, and one line of a wide terminal.
  private static final int LONGEST_SHOWN = 120;

  /// Itself, if it is an object with these fields and no others.
  Field object(String... names) {
    require(value.isObject(), "not an object");
    for (String name : names) {
      get(name).require(value.has(name), "missing");
    }
    for (String name : (Iterable<String>) value::fieldNames) {
      get(name).require(List.of(names).contains(name), "unknown");
    }
    return this;
  }

  /// What an object has under a name.
  Field get(String name) {
    return new Field(path.isEmpty() ? name : path + "." + name, value.path(name));
  }

  List<Field> elements() {
    require(value.isArray(), "not an array");
    return IntStream.range(0, value.size())
        .mapToObj(i -> new Field(path + "[" + i + "]", value.get(i)))
        .toList();
  }

  String text() {
    require(value.isTextual(), "not a string");
    return value.textValue();
  }

  String matching(Pattern form, String otherwise) {
    String text = text();
    require(form.matcher(text).matches(), otherwise);
    return text;
  }

  String oneOf(String... texts) {
    String text = text();
    require(List.of(texts).contains(text), "not one of " + String.join(", ", texts));
    return text;
  }

  Instant instant() {
    String text = matching(INSTANT, "not a time like 2026-11-23T10:15:00Z");
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw invalid("not a time that exists");
    }
  }

  /// From 0.
  int integer(int most) {
    require(
        value.isInt() && value.intValue() >= 0 && value.intValue() <= most,
        "not an integer from 0 to " + most);
    return value.intValue();
  }

  /// What a record makes of this object's fields. Its complaints begin with the component's name.
  <T> T checked(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      String[] complaint = String.valueOf(e.getMessage()).split(" ", 2);
      throw get(complaint[0]).invalid(complaint[complaint.length - 1]);
    }
  }

  private void require(boolean isValid, String otherwise) {
    if (!isValid) {
      throw invalid(otherwise);
    }
  }

  private InvalidInputException invalid(String why) {
    return new InvalidInputException((path.isEmpty() ? "the input" : shown(path)) + ": " + why);
  }

  /// For a terminal's line: whoever made the input chose the names in it.
  static String shown(String path) {
    StringBuilder shown = new StringBuilder();
    beginning(path)
        .chars()
        .forEach(c -> {
          if (Character.isISOControl(c)) {
            shown.append("\\u%04x".formatted(c));
          } else {
            shown.append((char) c);
          }
        });
    return shown.toString();
  }

  private static String beginning(String path) {
    return path.length() <= LONGEST_SHOWN ? path : path.substring(0, LONGEST_SHOWN) + "…";
  }
}
